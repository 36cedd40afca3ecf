using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>What <see cref="AutoTrain"/> chooses from unless told otherwise. A method is added to the search by one entry here.</summary>
public static class AutoTrainCandidates
{
    private static readonly LearningTask[] NumberOrClass = [LearningTask.Regression, LearningTask.Binary, LearningTask.Multiclass];
    private static readonly LearningTask[] NumberClassOrOrder = [.. NumberOrClass, LearningTask.Ranking];

    /// <summary>The methods.</summary>
    public static IReadOnlyList<TrainerCandidate> All { get; } =
    [
        new("prior", [], ParameterValues.None, (task, _) => new PriorModel(task)) { Tasks = NumberClassOrOrder },
        new("linear", [new RealDimension("l2", 0.001, 10_000, isLogarithmic: true)], Values(("l2", "1")), Linear) { Tasks = NumberOrClass },
        new(
            "elastic-net",
            [new RealDimension("penalty", 0.0001, 10, isLogarithmic: true), new RealDimension("l1Share", 0, 1)],
            Values(("penalty", "0.01"), ("l1Share", "0.5")),
            (_, values) => new ElasticNet(new ElasticNetOptions { Penalty = values.Real("penalty"), L1Share = values.Real("l1Share") })) { Tasks = [LearningTask.Regression] },
        new(
            "boosted-trees",
            [
                new IntegerDimension("trees", 25, 800, 25, isLogarithmic: true),
                new IntegerDimension("depth", 2, 8),
                new RealDimension("learningRate", 0.01, 0.3, isLogarithmic: true),
                new RealDimension("minChildWeight", 1, 200, isLogarithmic: true),
                new RealDimension("l2", 0.01, 100, isLogarithmic: true),
            ],
            Values(("trees", "200"), ("depth", "4"), ("learningRate", "0.05"), ("minChildWeight", "20"), ("l2", "1")),
            BoostedTrees) { Tasks = NumberClassOrOrder },
        new("random-forest", ForestParameters, ForestDefaults, (task, values) => new RandomForest(Forest(task, values))) { Tasks = NumberOrClass },
        new("extra-trees", ForestParameters, ForestDefaults, (task, values) => new ExtraTrees(Forest(task, values))) { Tasks = NumberOrClass },
    ];

    /// <summary>The preparations: one entry alone would be no choice, and make no parameter.</summary>
    public static IReadOnlyList<Preparation> Preparations { get; } =
    [
        Preparation.None,
        new("target-encoding", trainer => new TransformedTrainer([new TargetEncoding()], trainer)),
        new("selection-by-correlation", trainer => new TransformedTrainer([new SelectionByCorrelation()], trainer)),
    ];

    /// <summary>The methods that can learn a task.</summary>
    public static IReadOnlyList<TrainerCandidate> For(LearningTask task) => [.. All.Where(c => c.Tasks.Contains(task))];

    private static ITrainer Linear(LearningTask task, ParameterValues values)
    {
        var options = new LinearOptions { L2 = values.Real("l2") };
        return task switch
        {
            LearningTask.Binary => new LogisticRegression(options),
            LearningTask.Multiclass => new MultinomialRegression(options),
            _ => new RidgeRegression(options),
        };
    }

    private static BoostedTrees BoostedTrees(LearningTask task, ParameterValues values) => new(new BoostedTreesOptions
    {
        Task = task,
        Trees = values.Integer("trees"),
        Depth = values.Integer("depth"),
        LearningRate = values.Real("learningRate"),
        MinChildWeight = values.Real("minChildWeight"),
        L2 = values.Real("l2"),
    });

    private static IReadOnlyList<Dimension> ForestParameters =>
    [
        new IntegerDimension("trees", 25, 300, 25),
        new IntegerDimension("depth", 6, 32),
        new RealDimension("minLeafWeight", 1, 50, isLogarithmic: true),
    ];

    private static ParameterValues ForestDefaults => Values(("trees", "100"), ("depth", "24"), ("minLeafWeight", "5"));

    private static ForestOptions Forest(LearningTask task, ParameterValues values) =>
        new() { Task = task, Trees = values.Integer("trees"), Depth = values.Integer("depth"), MinLeafWeight = values.Real("minLeafWeight") };

    private static ParameterValues Values(params IEnumerable<(string Name, string Value)> values) => new(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));
}
