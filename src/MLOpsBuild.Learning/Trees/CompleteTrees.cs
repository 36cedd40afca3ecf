using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Shallow trees as complete ones of one depth: a child's place follows from its parent's, so that a step needs no link, and no branch.</summary>
/// <remarks>
/// Node i of a tree has the children 2i and 2i + 1. Nodes below a leaf send every row left. Each input has two bytes: its bin, and its bin plus 1, in which
/// a missing value (255) wraps round to 0; a node compares the second one where missing values go left.
/// </remarks>
internal sealed class CompleteTrees
{
    /// <summary>Deeper trees would take too much room.</summary>
    public const int MostDepth = 8;

    private readonly int _depth;
    private readonly int _outputs;
    private readonly int _trees;
    private readonly Step[] _steps;
    private readonly double[] _values;

    private CompleteTrees(TreeNode[][] trees, int outputs, int depth)
    {
        (_trees, _outputs, _depth) = (trees.Length, outputs, depth);
        _steps = new Step[trees.Length << depth];
        _values = new double[trees.Length << depth];
        for (var t = 0; t < trees.Length; t++) Place(trees[t], 0, t << depth, 1, 0);
    }

    /// <summary>The trees, or null when they are too deep or cut sets of categories.</summary>
    public static CompleteTrees? Of(TreeNode[][] trees, int features, int outputs)
    {
        var depth = trees.Select(Forest.DepthOf).DefaultIfEmpty().Max();
        // One deep tree among many small ones would make all of them large.
        var nodes = trees.Sum(tree => (long)tree.Length);
        var fits = depth <= MostDepth && (long)trees.Length << depth <= Math.Max(1 << 20, 4 * nodes) && features <= ushort.MaxValue / 2 && !trees.Any(tree => tree.Any(node => node.Set is not null));
        return fits ? new CompleteTrees(trees, outputs, depth) : null;
    }

    /// <summary>Writes the two bytes of a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Place(byte bin, ref byte to)
    {
        to = bin;
        Unsafe.Add(ref to, 1) = (byte)(bin + 1);
    }

    /// <summary>Adds an output's leaves to the score of each row; <paramref name="bins"/> holds two bytes for each input of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTo(Span<double> scores, byte[] bins, int features, int output)
    {
        ref var firstBin = ref MemoryMarshal.GetArrayDataReference(bins);
        var stride = 2 * features;
        for (var t = output; t < _trees; t += _outputs)
        {
            ref var steps = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_steps), t << _depth);
            ref var values = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), (t << _depth) - (1 << _depth));
            var row = 0;
            // Six rows at a time: each waits for its own loads, and the waits overlap.
            for (; row + 6 <= scores.Length; row += 6)
            {
                ref var bin = ref Unsafe.Add(ref firstBin, row * stride);
                ref var bin3 = ref Unsafe.Add(ref bin, 3 * stride);
                var (a, b, c, d, e, f) = ((nint)1, (nint)1, (nint)1, (nint)1, (nint)1, (nint)1);
                for (var level = 0; level < _depth; level++)
                {
                    a = Next(ref steps, a, ref bin);
                    b = Next(ref steps, b, ref Unsafe.Add(ref bin, stride));
                    c = Next(ref steps, c, ref Unsafe.Add(ref bin, 2 * stride));
                    d = Next(ref steps, d, ref bin3);
                    e = Next(ref steps, e, ref Unsafe.Add(ref bin3, stride));
                    f = Next(ref steps, f, ref Unsafe.Add(ref bin3, 2 * stride));
                }

                scores[row] += Unsafe.Add(ref values, a);
                scores[row + 1] += Unsafe.Add(ref values, b);
                scores[row + 2] += Unsafe.Add(ref values, c);
                scores[row + 3] += Unsafe.Add(ref values, d);
                scores[row + 4] += Unsafe.Add(ref values, e);
                scores[row + 5] += Unsafe.Add(ref values, f);
            }

            for (; row < scores.Length; row++)
            {
                nint a = 1;
                for (var level = 0; level < _depth; level++) a = Next(ref steps, a, ref Unsafe.Add(ref firstBin, row * stride));
                scores[row] += Unsafe.Add(ref values, a);
            }
        }
    }

    /// <summary>The sum of an initial score and an output's leaves for one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Sum(double initial, byte[] bins, int output)
    {
        ref var bin = ref MemoryMarshal.GetArrayDataReference(bins);
        ref var steps = ref MemoryMarshal.GetArrayDataReference(_steps);
        ref var values = ref MemoryMarshal.GetArrayDataReference(_values);
        var (size, gap) = (1 << _depth, _outputs << _depth);
        var sum = initial;
        var t = output;
        for (; t + 5 * _outputs < _trees; t += 6 * _outputs)
        {
            ref var first = ref Unsafe.Add(ref steps, t << _depth);
            ref var fourth = ref Unsafe.Add(ref first, 3 * gap);
            var (a, b, c, d, e, f) = ((nint)1, (nint)1, (nint)1, (nint)1, (nint)1, (nint)1);
            for (var level = 0; level < _depth; level++)
            {
                a = Next(ref first, a, ref bin);
                b = Next(ref Unsafe.Add(ref first, gap), b, ref bin);
                c = Next(ref Unsafe.Add(ref first, 2 * gap), c, ref bin);
                d = Next(ref fourth, d, ref bin);
                e = Next(ref Unsafe.Add(ref fourth, gap), e, ref bin);
                f = Next(ref Unsafe.Add(ref fourth, 2 * gap), f, ref bin);
            }

            // In the order of the trees, as for many rows.
            ref var value = ref Unsafe.Add(ref values, (t << _depth) - size);
            sum = sum + Unsafe.Add(ref value, a) + Unsafe.Add(ref value, gap + b) + Unsafe.Add(ref value, 2 * gap + c);
            sum = sum + Unsafe.Add(ref value, 3 * gap + d) + Unsafe.Add(ref value, 4 * gap + e) + Unsafe.Add(ref value, 5 * gap + f);
        }

        for (; t < _trees; t += _outputs)
        {
            nint a = 1;
            for (var level = 0; level < _depth; level++) a = Next(ref Unsafe.Add(ref steps, t << _depth), a, ref bin);
            sum += Unsafe.Add(ref values, (t << _depth) - size + a);
        }

        return sum;
    }

    // Unchecked access is safe because the makers of trees have checked features against their bounds, and places follow from the depth.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Next(ref Step steps, nint at, ref byte bins)
    {
        ref var step = ref Unsafe.Add(ref steps, at);
        // The carry of bin + (255 − threshold) is 1 when the bin is above the threshold.
        return 2 * at + (nint)((uint)(Unsafe.Add(ref bins, (nint)step.Input) + step.Complement) >> 8);
    }

    private void Place(TreeNode[] tree, int node, int start, int place, int level)
    {
        if (level == _depth)
        {
            _values[start + place - (1 << _depth)] = tree[node].Value;
            return;
        }

        var from = tree[node];
        var shift = from.MissingLeft ? 1 : 0;
        _steps[start + place] = from.IsLeaf ? default : new Step((ushort)(2 * from.Feature + shift), (ushort)(255 - (from.Bin + shift)));
        Place(tree, from.IsLeaf ? node : from.Left, start, 2 * place, level + 1);
        Place(tree, from.IsLeaf ? node : from.Left + 1, start, 2 * place + 1, level + 1);
    }

    /// <summary>One node: the byte to compare, and 255 less what it is compared with; default sends every row left.</summary>
    private readonly record struct Step(ushort Input, ushort Complement);
}
