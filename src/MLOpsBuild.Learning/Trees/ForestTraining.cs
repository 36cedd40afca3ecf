using MLOpsBuild.Learning.Trees.Running;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Grows the trees of a forest, each by one worker.</summary>
internal static class ForestTraining
{
    public static BoostedTreesModel Train(ForestOptions options, string format, bool extra, TrainingSet set, TrainingOptions running, CancellationToken cancellationToken)
    {
        Check.TrainingSet(set, options.Task);
        ArgumentOutOfRangeException.ThrowIfLessThan(running.Threads, 1);
        var workers = new Workers(running.Threads, cancellationToken);
        var inputs = Inputs.Of(set.Features);
        if (inputs.Length is 0 or > ushort.MaxValue) throw new ArgumentException($"There are {inputs.Length} features; 1 to 65 535 can be learned from.", nameof(set));
        CategoryEncoding?[] categories = [.. inputs.Select(i => i.IsText() ? CategoryEncoding.Places(Inputs.Texts(set.Features, i)) : null)];
        var data = BinnedRows.Of(set.Features, inputs, categories, (_, values) => BinCuts.Find(values, options.Bins, options.Seed), workers);
        var outputs = options.Task != LearningTask.Multiclass ? 1 : set.Classes.Count > 0 ? set.Classes.Count : (int)set.Target.Max() + 1;
        var targets = ForestTargets.Of(set, options.Task, outputs);
        var (trees, gains) = Grow(data, targets, options, Growth(options, inputs.Length, extra), running.Progress, workers);
        var (cuts, kept) = CutPruning.Prune(data.Cuts, categories, trees);
        return new BoostedTreesModel(new Forest(inputs, categories, cuts, kept, outputs), options.Task, LinkOf(options.Task), new double[outputs])
        {
            Format = format,
            Gains = gains,
            Classes = set.Classes,
        };
    }

    private static (TreeNode[][] Trees, double[] Gains) Grow(
        BinnedRows data, ForestTargets targets, ForestOptions options, GrowthOptions growth, IProgress<TrainingProgress>? progress, Workers workers)
    {
        var outputs = targets.Outputs;
        var trees = new TreeNode[options.Trees * outputs][];
        var gains = new double[trees.Length][];
        var makers = new ForestTreeMaker?[workers.Count];
        var (done, gate) = (0, new Lock());
        workers.ForEach(trees.Length, (t, worker) =>
        {
            var maker = makers[worker] ??= new ForestTreeMaker(data, targets, growth, workers.Alone());
            // The trees of one iteration, one for each class, learn from the same rows.
            (trees[t], gains[t]) = maker.Make(t / outputs, t % outputs, options.Trees);
            lock (gate) progress?.Report(new TrainingProgress(++done, trees.Length, double.NaN));
        });
        var sums = new double[data.Features];
        foreach (var tree in gains)
        {
            for (var f = 0; f < sums.Length; f++) sums[f] += tree[f];
        }

        return (trees, sums);
    }

    private static GrowthOptions Growth(ForestOptions options, int features, bool extra)
    {
        var usual = options.Task == LearningTask.Regression ? features / 3 : (int)Math.Round(Math.Sqrt(features));
        return new GrowthOptions
        {
            Depth = options.Depth,
            Leaves = -1,
            MinChildWeight = options.MinLeafWeight,
            FeaturesPerNode = Math.Clamp(options.FeaturesPerCut == 0 ? usual : options.FeaturesPerCut, 1, features),
            RandomCuts = extra,
            CategoriesInCut = CategoryEncoding.MostInSet,
            Seed = options.Seed,
        };
    }

    private static ScoreLink LinkOf(LearningTask task) => task switch
    {
        LearningTask.Binary => ScoreLink.Probability,
        LearningTask.Multiclass => ScoreLink.Shares,
        _ => ScoreLink.None,
    };
}
