using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Fitted trees in flat arrays, with the transforms of their inputs.</summary>
internal sealed class Forest
{
    private readonly Step[] _steps;
    private readonly double[] _values;
    private readonly int[] _roots;
    private readonly int[] _depths;

    public Forest(ModelInput[] inputs, CategoryEncoding?[] categories, double[][] cuts, TreeNode[][] trees)
    {
        Inputs = inputs;
        Categories = categories;
        Cuts = cuts;
        Trees = trees;
        _steps = new Step[trees.Sum(tree => tree.Length)];
        _values = new double[_steps.Length];
        _roots = new int[trees.Length];
        _depths = [.. trees.Select(DepthOf)];
        var at = 0;
        for (var t = 0; t < trees.Length; t++)
        {
            _roots[t] = at;
            for (var n = 0; n < trees[t].Length; n++)
            {
                var node = trees[t][n];
                _steps[at + n] = Flatten(node, at, at + n);
                _values[at + n] = node.Value;
            }

            at += trees[t].Length;
        }
    }

    public ModelInput[] Inputs { get; }

    public CategoryEncoding?[] Categories { get; }

    /// <summary>The ascending cuts of each input that the trees use.</summary>
    public double[][] Cuts { get; }

    public TreeNode[][] Trees { get; }

    /// <summary>The most cuts between a tree's root and a leaf.</summary>
    public static int DepthOf(TreeNode[] tree)
    {
        // Children come after their parents, so one pass is enough.
        var depths = new int[tree.Length];
        for (var n = 0; n < tree.Length; n++)
        {
            if (!tree[n].IsLeaf) depths[tree[n].Left] = depths[tree[n].Left + 1] = depths[n] + 1;
        }

        return depths.Max();
    }

    /// <summary>Adds every tree's leaf to the score of each row; <paramref name="bins"/> holds one byte per input and row.</summary>
    public void AddTo(Span<double> scores, byte[] bins)
    {
        if (scores.IsEmpty) return;
        var features = Inputs.Length;
        ref var step = ref MemoryMarshal.GetArrayDataReference(_steps);
        ref var firstBin = ref MemoryMarshal.GetArrayDataReference(bins);
        for (var t = 0; t < _roots.Length; t++)
        {
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

            for (; row < scores.Length; row++)
            {
                var at = root;
                for (var level = 0; level < depth; level++) at = Next(ref step, at, ref Unsafe.Add(ref firstBin, row * features));
                scores[row] += _values[at];
            }
        }
    }

    // A leaf leads to itself: its threshold lies above every bin. Unchecked access is safe because the constructor's callers have checked
    // features and children against their bounds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ref Step steps, int at, ref byte bins)
    {
        var step = Unsafe.Add(ref steps, at);
        var bin = (byte)(Unsafe.Add(ref bins, step.Feature) + step.Shift);
        return step.Left + (bin > step.Threshold ? 1 : 0);
    }

    private static Step Flatten(TreeNode node, int root, int self) => node.IsLeaf
        ? new Step(self, 0, byte.MaxValue, 0)
        : new Step(root + node.Left, (ushort)node.Feature, (byte)(node.Bin + (node.MissingLeft ? 1 : 0)), (byte)(node.MissingLeft ? 1 : 0));

    /// <summary>One node for walking. The shift of 1 wraps the bin of missing values, 255, round to 0, so that they go left.</summary>
    private readonly record struct Step(int Left, ushort Feature, byte Threshold, byte Shift);
}
