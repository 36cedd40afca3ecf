using MLOpsBuild.Learning.Trees.Objectives;
using MLOpsBuild.Learning.Trees.Running;

namespace MLOpsBuild.Learning.Trees;

/// <summary>One training: iteration by iteration a tree for each output, until there are enough or the validation rows say so.</summary>
internal sealed class BoostingRun(BinnedRows data, Objective objective, BoostedTreesOptions options, GrowthOptions growth, Workers workers)
{
    private const int Chunk = 16384;

    private readonly TreeGrower _grower = new(data, growth, workers);
    private readonly RowSampler _sampler = new(data.Rows, options.RowShare, options.Seed);
    private readonly List<TreeNode[]> _trees = [];
    private readonly List<double> _curve = [];
    private double[] _initial = objective.Initial;
    private ValidationRows? _validation;
    private BestIteration _best = new(0, []);

    /// <summary>Has the loss on some rows computed after each iteration.</summary>
    public void Watch(TrainingSet validation, ModelInput[] inputs, CategoryEncoding?[] categories)
    {
        var rows = BinnedRows.Of(validation.Features, inputs, categories, (f, _) => data.Cuts[f], workers);
        _validation = new ValidationRows(rows, ObjectiveOf.Make(options, validation, objective.Outputs, workers), workers);
    }

    /// <summary>Sets the scores to where training starts from.</summary>
    public void Begin(BoostedTreesModel? start)
    {
        if (start is not null) _initial = start.Initial;
        objective.Begin(_initial);
        _validation?.Begin(_initial);
        if (start is null) return;
        foreach (var tree in BoostingStart.Renumber(start.Forest, data.Cuts))
        {
            TreeWalk.Add(tree, data, ScoresOf(_trees.Count % objective.Outputs), workers);
            Add(tree);
        }

        _curve.AddRange(start.LearningCurve);
        start.Gains.CopyTo(_grower.Gains.AsSpan());
        _best = new BestIteration(_validation?.Best ?? 0, [.. _grower.Gains]);
    }

    public void Train(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var last = _curve.Count + options.Trees;
        objective.Differentiate();
        while (_curve.Count < last)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Iterate(_curve.Count);
            _curve.Add(objective.Differentiate());
            progress?.Report(new TrainingProgress(_curve.Count, last, _curve[^1]));
            if (_validation is null) continue;
            if (_validation.Best == _curve.Count - 1) _best = new BestIteration(_curve.Count - 1, [.. _grower.Gains]);
            if (options.Patience > 0 && _curve.Count - 1 - _validation.Best >= options.Patience) break;
        }
    }

    /// <summary>The model of the best iteration.</summary>
    public BoostedTreesModel Model(ModelInput[] inputs, CategoryEncoding?[] categories, IReadOnlyList<string> classes)
    {
        var stops = _validation is not null && options.Patience > 0;
        var iterations = stops ? _best.Iteration + 1 : _curve.Count;
        var (cuts, trees) = CutPruning.Prune(data.Cuts, categories, [.. _trees.Take(iterations * objective.Outputs)]);
        return new BoostedTreesModel(new Forest(inputs, categories, cuts, trees, objective.Outputs), options.Task, ObjectiveOf.LinkOf(options), _initial)
        {
            LearningCurve = _curve[..iterations],
            ValidationCurve = _validation?.Curve[..iterations] ?? [],
            Gains = stops ? _best.Gains : _grower.Gains,
            Classes = classes,
        };
    }

    private Memory<double> ScoresOf(int output) => objective.Scores.AsMemory(output * data.Rows, data.Rows);

    private void Iterate(int iteration)
    {
        var features = Features(iteration);
        for (var k = 0; k < objective.Outputs; k++)
        {
            var rows = _sampler.Take(iteration, _grower.Partition, workers);
            var tree = _grower.Grow(new Derivatives(objective.Words.AsMemory(k * data.Rows, data.Rows), objective.Packing), iteration, rows, features);
            SetLeaves(tree);
            AddToScores(tree, ScoresOf(k));
            TreeWalk.Add(tree.Nodes, data, ScoresOf(k), _sampler.Others, workers);
            Add(tree.InOrder());
        }
    }

    private void Add(TreeNode[] tree)
    {
        _validation?.Add(tree, _trees.Count % objective.Outputs);
        _trees.Add(tree);
    }

    private int[]? Features(int iteration)
    {
        if (options.FeatureShare == 1) return null;
        return Chance.Choose(~options.Seed, iteration, data.Features, Math.Max(1, (int)Math.Round(options.FeatureShare * data.Features)));
    }

    private void SetLeaves(GrownTree tree)
    {
        workers.ForEach(tree.Leaves.Count, (i, _) =>
        {
            var leaf = tree.Leaves[i];
            ref var node = ref tree.Nodes[leaf.Number];
            var value = objective.SetsLeaves ? leaf.Bounds.Clamp(objective.LeafValue(_grower.Partition.Rows.AsSpan(leaf.Start, leaf.Count))) : node.Value;
            node = node with { Value = options.LearningRate * value };
        });
    }

    private void AddToScores(GrownTree tree, Memory<double> scores)
    {
        var chunks = new List<(int Start, int Count, double Value)>();
        foreach (var leaf in tree.Leaves)
        {
            for (var offset = 0; offset < leaf.Count; offset += Chunk) chunks.Add((leaf.Start + offset, Math.Min(Chunk, leaf.Count - offset), tree.Nodes[leaf.Number].Value));
        }

        workers.ForEach(chunks.Count, (i, _) =>
        {
            var (start, count, value) = chunks[i];
            var to = scores.Span;
            foreach (var row in _grower.Partition.Rows.AsSpan(start, count)) to[row] += value;
        });
    }

    private readonly record struct BestIteration(int Iteration, double[] Gains);
}
