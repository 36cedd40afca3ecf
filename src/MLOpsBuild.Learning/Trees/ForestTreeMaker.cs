using MLOpsBuild.Learning.Trees.Running;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees;

/// <summary>One worker's means to grow trees of a forest, one after another.</summary>
internal sealed class ForestTreeMaker(BinnedRows data, ForestTargets targets, GrowthOptions growth, Workers alone)
{
    private readonly TreeGrower _grower = new(data, growth, alone);
    private readonly long[] _words = new long[data.Rows];
    private readonly byte[] _draws = new byte[data.Rows];

    /// <summary>Grows an output's tree of an iteration; its leaves hold their share of the mean of all iterations.</summary>
    public (TreeNode[] Tree, double[] Gains) Make(int iteration, int output, int iterations)
    {
        Draw(iteration);
        var words = targets.Words.AsSpan(output * data.Rows, data.Rows);
        var count = 0;
        for (var row = 0; row < words.Length; row++)
        {
            if (_draws[row] == 0 || words[row] == 0) continue;
            _words[row] = words[row] * _draws[row];
            _grower.Partition.Rows[count++] = row;
        }

        var tree = _grower.Grow(new Derivatives(_words, targets.Packing), iteration, count);
        for (var n = 0; n < tree.Nodes.Length; n++)
        {
            if (tree.Nodes[n].IsLeaf) tree.Nodes[n] = tree.Nodes[n] with { Value = (targets.Offset + tree.Nodes[n].Value) / iterations };
        }

        double[] gains = [.. _grower.Gains];
        Array.Clear(_grower.Gains);
        return (tree.InOrder(), gains);
    }

    // Random cuts take the place of drawn rows.
    private void Draw(int iteration)
    {
        if (growth.RandomCuts)
        {
            _draws.AsSpan().Fill(1);
            return;
        }

        Array.Clear(_draws);
        var random = SeededRandom.Fork(growth.Seed, (ulong)iteration);
        for (var i = 0; i < _draws.Length; i++)
        {
            ref var draws = ref _draws[random.Next(_draws.Length)];
            draws = (byte)Math.Min(draws + 1, ForestTargets.MostDraws);
        }
    }
}
