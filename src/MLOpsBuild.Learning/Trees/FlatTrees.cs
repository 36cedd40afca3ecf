using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Trees of any depth in flat arrays, for walking binned rows through them.</summary>
internal sealed class FlatTrees
{
    private readonly Step[] _steps;
    private readonly double[] _values;
    private readonly BinSet?[]? _sets;
    private readonly int[] _roots;
    private readonly int[] _depths;
    private readonly int _outputs;

    public FlatTrees(TreeNode[][] trees, int outputs)
    {
        _outputs = outputs;
        _steps = new Step[trees.Sum(tree => tree.Length)];
        _values = new double[_steps.Length];
        _sets = trees.Any(tree => tree.Any(node => node.Set is not null)) ? new BinSet?[_steps.Length] : null;
        _roots = new int[trees.Length];
        _depths = [.. trees.Select(Forest.DepthOf)];
        var at = 0;
        for (var t = 0; t < trees.Length; t++)
        {
            _roots[t] = at;
            for (var n = 0; n < trees[t].Length; n++)
            {
                var node = trees[t][n];
                _steps[at + n] = Flatten(node, at, at + n);
                _values[at + n] = node.Value;
                if (_sets is not null) _sets[at + n] = node.Set;
            }

            at += trees[t].Length;
        }
    }

    /// <summary>Adds an output's leaves to the score of each row; <paramref name="bins"/> holds one byte for each input of each row.</summary>
    public void AddTo(Span<double> scores, byte[] bins, int features, int output)
    {
        if (scores.IsEmpty) return;
        for (var t = output; t < _roots.Length; t += _outputs)
        {
            if (_sets is null) AddTree(t, scores, bins, features);
            else AddTreeOfSets(t, scores, bins, features);
        }
    }

    /// <summary>The sum of an initial score and an output's leaves for one row.</summary>
    public double Sum(double initial, byte[] bins, int output)
    {
        ref var step = ref MemoryMarshal.GetArrayDataReference(_steps);
        ref var bin = ref MemoryMarshal.GetArrayDataReference(bins);
        var sum = initial;
        for (var t = output; t < _roots.Length; t += _outputs) sum += _values[Leaf(t, ref step, ref bin)];
        return sum;
    }

    private int Leaf(int t, ref Step step, ref byte bin)
    {
        var at = _roots[t];
        for (var level = 0; level < _depths[t]; level++) at = _sets is null ? Next(ref step, at, ref bin) : NextOfSets(at, ref bin);
        return at;
    }

    private void AddTree(int t, Span<double> scores, byte[] bins, int features)
    {
        ref var step = ref MemoryMarshal.GetArrayDataReference(_steps);
        ref var firstBin = ref MemoryMarshal.GetArrayDataReference(bins);
        var (root, depth) = (_roots[t], _depths[t]);
        var row = 0;
        // Four rows at a time: each waits for its own loads, and the waits overlap.
        for (; row + 4 <= scores.Length; row += 4)
        {
            ref var bin = ref Unsafe.Add(ref firstBin, row * features);
            var (a, b, c, d) = (root, root, root, root);
            for (var level = 0; level < depth; level++)
            {
                a = Next(ref step, a, ref bin);
                b = Next(ref step, b, ref Unsafe.Add(ref bin, features));
                c = Next(ref step, c, ref Unsafe.Add(ref bin, 2 * features));
                d = Next(ref step, d, ref Unsafe.Add(ref bin, 3 * features));
            }

            scores[row] += _values[a];
            scores[row + 1] += _values[b];
            scores[row + 2] += _values[c];
            scores[row + 3] += _values[d];
        }

        for (; row < scores.Length; row++) scores[row] += _values[Leaf(t, ref step, ref Unsafe.Add(ref firstBin, row * features))];
    }

    private void AddTreeOfSets(int t, Span<double> scores, byte[] bins, int features)
    {
        ref var step = ref MemoryMarshal.GetArrayDataReference(_steps);
        ref var firstBin = ref MemoryMarshal.GetArrayDataReference(bins);
        for (var row = 0; row < scores.Length; row++) scores[row] += _values[Leaf(t, ref step, ref Unsafe.Add(ref firstBin, row * features))];
    }

    // A leaf leads to itself: its threshold lies above every bin. Unchecked access is safe because the makers of trees have checked
    // features and children against their bounds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ref Step steps, int at, ref byte bins)
    {
        var step = Unsafe.Add(ref steps, at);
        var bin = (byte)(Unsafe.Add(ref bins, step.Feature) + step.Shift);
        return step.Left + (bin > step.Threshold ? 1 : 0);
    }

    private int NextOfSets(int at, ref byte bins)
    {
        var set = _sets![at];
        if (set is null) return Next(ref MemoryMarshal.GetArrayDataReference(_steps), at, ref bins);
        var step = _steps[at];
        var bin = Unsafe.Add(ref bins, step.Feature);
        var left = bin == BinCuts.Missing ? step.Shift != 0 : set.Has(bin);
        return step.Left + (left ? 0 : 1);
    }

    private static Step Flatten(TreeNode node, int root, int self) => node.IsLeaf
        ? new Step(self, 0, byte.MaxValue, 0)
        : new Step(root + node.Left, (ushort)node.Feature, (byte)(node.Bin + (node.MissingLeft ? 1 : 0)), (byte)(node.MissingLeft ? 1 : 0));

    /// <summary>One node for walking. The shift of 1 wraps the bin of missing values, 255, round to 0, so that they go left.</summary>
    private readonly record struct Step(int Left, ushort Feature, byte Threshold, byte Shift);
}
