namespace MLOpsBuild.Learning.Trees;

/// <summary>Drops the cuts that no tree uses, so that a model carries no more of the training data than it needs.</summary>
internal static class CutPruning
{
    /// <summary>Cuts between categories stay: they number them.</summary>
    public static (double[][] Cuts, TreeNode[][] Trees) Prune(double[][] cuts, CategoryEncoding?[] categories, TreeNode[][] trees)
    {
        var used = Array.ConvertAll(cuts, _ => new SortedSet<int>());
        foreach (var node in trees.SelectMany(tree => tree).Where(node => !node.IsLeaf && node.Set is null)) used[node.Feature].Add(node.Bin);
        var places = Array.ConvertAll(used, bins => bins.Select((bin, place) => (bin, place)).ToDictionary(p => p.bin, p => (byte)p.place));
        var kept = trees.Select(tree => Array.ConvertAll(tree, node => node.IsLeaf || node.Set is not null ? node : node with { Bin = places[node.Feature][node.Bin] }));
        return ([.. used.Select((bins, f) => categories[f] is { IsSet: true } ? cuts[f] : bins.Select(bin => End(cuts[f], bin)).ToArray())], [.. kept]);
    }

    // The bin behind the last cut ends nowhere: it is cut only to set missing values apart.
    private static double End(double[] cuts, int bin) => bin < cuts.Length ? cuts[bin] : double.PositiveInfinity;
}
