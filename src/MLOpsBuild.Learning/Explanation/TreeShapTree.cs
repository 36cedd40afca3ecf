using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Learning.Explanation;

/// <summary>One tree's Shapley values by algorithm 2 of Lundberg, Erion and Lee (2018): all sets of inputs at once, by their sizes, along each path.</summary>
internal sealed class TreeShapTree(TreeNode[] nodes)
{
    /// <summary>The most cuts between the root and a leaf.</summary>
    public int Depth { get; } = Forest.DepthOf(nodes);

    /// <summary>The mean of the leaves, as the training rows came to them.</summary>
    public double Mean { get; } = MeanOf(nodes, 0);

    /// <summary>Adds the contributions of each input for a row of bins.</summary>
    public void AddTo(Span<double> contributions, TreeShapWork work)
    {
        if (!nodes[0].IsLeaf) Walk(contributions, work, new Visit(0, 0, 0), new TreeShapStep(-1, 1, 1, 0));
    }

    private static double MeanOf(TreeNode[] nodes, int at)
    {
        var node = nodes[at];
        if (node.IsLeaf || node.Cover <= 0) return node.Value;
        return Share(nodes, at, node.Left) * MeanOf(nodes, node.Left) + Share(nodes, at, node.Left + 1) * MeanOf(nodes, node.Left + 1);
    }

    private static double Share(TreeNode[] nodes, int parent, int child) => nodes[child].Cover / nodes[parent].Cover;

    private void Walk(Span<double> contributions, TreeShapWork work, Visit visit, TreeShapStep step)
    {
        var path = work.Level(visit.Level);
        if (visit.Level > 0) work.Level(visit.Level - 1)[..visit.Length].CopyTo(path);
        Extend(path, visit.Length, step);
        var node = nodes[visit.Node];
        if (node.IsLeaf)
        {
            for (var i = 1; i <= visit.Length; i++) contributions[path[i].Feature] += Without(path, visit.Length, i) * (path[i].One - path[i].Zero) * node.Value;
            return;
        }

        var (zero, one, length) = (1.0, 1.0, visit.Length);
        var known = Find(path, length, node.Feature);
        if (known > 0)
        {
            (zero, one) = (path[known].Zero, path[known].One);
            Remove(path, length, known);
            length--;
        }

        var hot = node.Left + (node.GoesRight(work.Bins[node.Feature]) ? 1 : 0);
        var cold = 2 * node.Left + 1 - hot;
        Walk(contributions, work, new Visit(hot, visit.Level + 1, length + 1), new TreeShapStep(node.Feature, zero * Share(nodes, visit.Node, hot), one, 0));
        // No row comes to a child without cover, whether the input is known or not.
        if (nodes[cold].Cover > 0) Walk(contributions, work, new Visit(cold, visit.Level + 1, length + 1), new TreeShapStep(node.Feature, zero * Share(nodes, visit.Node, cold), 0, 0));
    }

    private static int Find(Span<TreeShapStep> path, int length, int feature)
    {
        for (var i = 1; i <= length; i++)
        {
            if (path[i].Feature == feature) return i;
        }

        return 0;
    }

    /// <summary>Adds a step: each set of inputs on the path may or may not contain it.</summary>
    private static void Extend(Span<TreeShapStep> path, int length, TreeShapStep step)
    {
        path[length] = step with { Weight = length == 0 ? 1 : 0 };
        for (var i = length - 1; i >= 0; i--)
        {
            path[i + 1].Weight += step.One * path[i].Weight * (i + 1) / (length + 1);
            path[i].Weight = step.Zero * path[i].Weight * (length - i) / (length + 1);
        }
    }

    /// <summary>Takes a step out again: the input is cut a second time.</summary>
    private static void Remove(Span<TreeShapStep> path, int length, int index)
    {
        var (zero, one) = (path[index].Zero, path[index].One);
        var next = path[length].Weight;
        for (var i = length - 1; i >= 0; i--)
        {
            if (one == 0)
            {
                path[i].Weight = path[i].Weight * (length + 1) / (zero * (length - i));
                continue;
            }

            var weight = path[i].Weight;
            path[i].Weight = next * (length + 1) / ((i + 1) * one);
            next = weight - path[i].Weight * zero * (length - i) / (length + 1);
        }

        for (var i = index; i < length; i++) path[i] = path[i + 1] with { Weight = path[i].Weight };
    }

    /// <summary>The sum of the path's weights with a step taken out.</summary>
    private static double Without(Span<TreeShapStep> path, int length, int index)
    {
        var (zero, one) = (path[index].Zero, path[index].One);
        var next = path[length].Weight;
        var total = 0.0;
        for (var i = length - 1; i >= 0; i--)
        {
            if (one == 0)
            {
                total += path[i].Weight * (length + 1) / (zero * (length - i));
                continue;
            }

            var weight = next * (length + 1) / ((i + 1) * one);
            total += weight;
            next = path[i].Weight - weight * zero * (length - i) / (length + 1);
        }

        return total;
    }

    private readonly record struct Visit(int Node, int Level, int Length);
}
