using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Clustering;
using MLOpsBuild.Learning.Ensembles;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Online;
using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Integration.Tests.Onnx;

/// <summary>Every trainer with each of its tasks and losses, and every transform: what is exported, and what is refused.</summary>
internal static class ExportedTrainers
{
    public static readonly BoostedTreesOptions Trees = new() { Trees = 100, Depth = 4, LearningRate = 0.05, MinChildWeight = 20, CategoryPriorWeight = 20 };

    private static readonly ForestOptions Forest = new() { Trees = 20, Depth = 12 };

    private static readonly IReadOnlyList<ITransform> Transforms =
    [
        new Imputation { Columns = ["prev_rate"], Indicator = true },
        new Binning { Columns = ["tod"], Bins = 12, Method = BinningMethod.Quantiles, AsText = true },
        new OneHot { Columns = ["tod"] },
        new TargetEncoding { Columns = ["destination"] },
        new OrdinalEncoding { Columns = ["kind", "other"] },
        new BagOfWords { Splitting = WordSplitting.Blanks },
        new Clipping { Columns = ["same14", "dep60"], Share = 0.02 },
        new Interactions { Pairs = [("dep60", "ratio14"), ("distance", "distance")] },
        new Imputation(),
        new Scaling(),
        new PrincipalProjection { Columns = ["before14", "same14", "ratio14"], Components = 2, Whiten = true },
        new SelectionByCorrelation(),
    ];

    public static readonly (string Name, ITrainer Trainer, LearningTask Task)[] All =
    [
        .. Boosted(),
        .. Forests(),
        ("isolation forest", new IsolationForest(new IsolationForestOptions()), LearningTask.Anomaly),
        .. Linear(),
        .. Ensembles(),
        .. Texts(),
        ("transforms and trees", new TransformedTrainer([new SelectionByImportance(new BoostedTrees(Trees with { Trees = 10 })) { LeastShare = 0 }, .. Transforms], new BoostedTrees(Trees with { Trees = 50 })), LearningTask.Binary),
        ("transforms and ridge", new TransformedTrainer(Transforms, new RidgeRegression()), LearningTask.Regression),
        ("transforms and classes", new TransformedTrainer(Transforms, new MultinomialRegression()), LearningTask.Multiclass),
    ];

    /// <summary>What has no form in ONNX, with what its refusal says.</summary>
    public static readonly (string Reason, ITrainer Trainer)[] Refused =
    [
        ("no operator that hashes a text", new TransformedTrainer([new Hashing()], new LogisticRegression())),
        ("not into runs of letters and digits", new TransformedTrainer([new BagOfWords { Columns = ["note"] }], new LogisticRegression())),
        ("The words of crossed texts", new TransformedTrainer([new Interactions { Pairs = [("kind", "note")] }, new BagOfWords { Columns = ["kind|note"], Splitting = WordSplitting.Blanks }], new LogisticRegression())),
        ("'k-means' has no form in ONNX", new KMeans(new KMeansOptions { Clusters = 3 })),
    ];

    /// <summary>A trainer with its members, transforms and the trainer behind them.</summary>
    public static IEnumerable<object> PartsOf(ITrainer trainer) => trainer is TransformedTrainer chain ? [trainer, .. chain.Transforms, .. PartsOf(chain.Trainer)] : [trainer];

    private static IEnumerable<(string Name, ITrainer Trainer, LearningTask Task)> Boosted()
    {
        yield return ("boosted trees", new BoostedTrees(Trees), LearningTask.Binary);
        foreach (var loss in Enum.GetValues<RegressionLoss>())
        {
            yield return ($"boosted trees, {loss} loss", new BoostedTrees(Trees with { Task = LearningTask.Regression, Loss = loss, Quantile = 0.8, HuberDelta = 10, Trees = 50 }), LearningTask.Regression);
        }

        yield return ("boosted trees of classes", new BoostedTrees(Trees with { Task = LearningTask.Multiclass, Trees = 50 }), LearningTask.Multiclass);
        yield return ("boosted trees of ranks", new BoostedTrees(Trees with { Task = LearningTask.Ranking, Trees = 50 }), LearningTask.Ranking);
        yield return ("boosted trees by leaves", new BoostedTrees(Trees with { Growth = TreeGrowth.LeafWise, Trees = 50 }), LearningTask.Binary);
        yield return ("boosted trees with sets of categories", new BoostedTrees(Trees with { Categories = CategoryTreatment.Native }), LearningTask.Binary);
    }

    private static IEnumerable<(string Name, ITrainer Trainer, LearningTask Task)> Forests()
    {
        foreach (var task in (LearningTask[])[LearningTask.Binary, LearningTask.Multiclass, LearningTask.Regression])
        {
            yield return ($"random forest, {task}", new RandomForest(Forest with { Task = task }), task);
            yield return ($"extra trees, {task}", new ExtraTrees(Forest with { Task = task }), task);
        }
    }

    private static IEnumerable<(string Name, ITrainer Trainer, LearningTask Task)> Linear()
    {
        yield return ("logistic regression", new LogisticRegression(), LearningTask.Binary);
        yield return ("multinomial regression", new MultinomialRegression(), LearningTask.Multiclass);
        yield return ("ridge regression", new RidgeRegression(), LearningTask.Regression);
        yield return ("lasso", new Lasso(new ElasticNetOptions { Penalty = 0.01 }), LearningTask.Regression);
        yield return ("elastic net", new ElasticNet(new ElasticNetOptions { Penalty = 0.01 }), LearningTask.Regression);
        foreach (var loss in Enum.GetValues<OnlineLoss>())
        {
            var task = loss is OnlineLoss.Logistic or OnlineLoss.Hinge ? LearningTask.Binary : LearningTask.Regression;
            yield return ($"online learner, {loss} loss", new OnlineLinear(new OnlineOptions { Loss = loss, L1 = 0.1, L2 = 0.01, Passes = 2 }), task);
        }

        foreach (var task in (LearningTask[])[LearningTask.Binary, LearningTask.Regression]) yield return ($"prior, {task}", new PriorModel(task), task);
    }

    private static IEnumerable<(string Name, ITrainer Trainer, LearningTask Task)> Ensembles()
    {
        ITrainer numbers = new BoostedTrees(Trees with { Task = LearningTask.Regression, Trees = 30 });
        ITrainer classes = new BoostedTrees(Trees with { Task = LearningTask.Multiclass, Trees = 20 });
        ITrainer either = new BoostedTrees(Trees with { Trees = 30 });
        yield return ("average", new Averaging([either, new LogisticRegression()], [2, 1]), LearningTask.Binary);
        yield return ("average of classes", new Averaging([classes, new MultinomialRegression()]), LearningTask.Multiclass);
        yield return ("average of numbers", new Averaging([numbers, new RidgeRegression()], [1, 3]), LearningTask.Regression);
        yield return ("vote", new Voting([new LogisticRegression(), either, new PriorModel(LearningTask.Binary)]), LearningTask.Binary);
        yield return ("vote of classes", new Voting([classes, new MultinomialRegression(), new RandomForest(Forest with { Task = LearningTask.Multiclass })]), LearningTask.Multiclass);
        yield return ("stack", new Stacking([either, new LogisticRegression()], new LogisticRegression()) { WithFeatures = true }, LearningTask.Binary);
        yield return ("stack of classes", new Stacking([classes, new MultinomialRegression()], new MultinomialRegression()), LearningTask.Multiclass);
        yield return ("stack of numbers", new Stacking([numbers, new RidgeRegression()], new RidgeRegression()), LearningTask.Regression);
        yield return ("stack of a chain", new Stacking([new TransformedTrainer([new OneHot(), new Imputation()], new LogisticRegression()), either], new LogisticRegression()), LearningTask.Binary);
    }

    private static IEnumerable<(string Name, ITrainer Trainer, LearningTask Task)> Texts()
    {
        foreach (var weighting in Enum.GetValues<WordWeighting>())
        {
            foreach (var phrase in (int[])[1, 3])
            {
                var words = new BagOfWords { Columns = ["note", "kind"], Splitting = WordSplitting.Blanks, Weighting = weighting, LongestPhrase = phrase, MostWords = 120 };
                yield return ($"words, {weighting}, phrases of {phrase}", new TransformedTrainer([words], new RidgeRegression()), LearningTask.Regression);
            }
        }

        Interactions crossing = new() { Pairs = [("kind", "other"), ("destination", "kind")] };
        yield return ("crossings and trees", new TransformedTrainer([crossing], new BoostedTrees(Trees with { Trees = 50, Categories = CategoryTreatment.Native })), LearningTask.Binary);
        yield return ("crossings and weights", new TransformedTrainer([crossing], new RidgeRegression()), LearningTask.Regression);
        yield return ("crossings of crossings", new TransformedTrainer([crossing, new Interactions { Pairs = [("kind|other", "kind")] }, new Imputation { Columns = ["kind|other|kind"], Method = ImputationMethod.MostFrequent }, new OneHot()], new LogisticRegression()), LearningTask.Binary);
        yield return ("crossings filled and encoded", new TransformedTrainer([crossing, new Imputation { Columns = ["kind|other"], Method = ImputationMethod.Constant, Text = "none", Indicator = true }, new TargetEncoding { Columns = ["kind|other"] }], new RidgeRegression()), LearningTask.Regression);
        yield return ("binned and crossed", new TransformedTrainer([new Binning { Columns = ["tod", "distance"], Bins = 6, AsText = true }, new Interactions { Pairs = [("tod", "distance")] }], new LogisticRegression()), LearningTask.Binary);
    }
}
