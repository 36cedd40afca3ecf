namespace MLOpsBuild.Learning.Trees;

/// <summary>The model that boosting goes on from.</summary>
internal static class BoostingStart
{
    /// <summary>The model, when it fits; null when there is none.</summary>
    public static BoostedTreesModel? Of(ITrainedModel? start, BoostedTreesOptions options, ModelInput[] inputs, int outputs)
    {
        if (start is null) return null;
        if (start is not BoostedTreesModel { Format: BoostedTrees.FormatName } model) throw new ArgumentException($"Boosting goes on from a model of its own format, {BoostedTrees.FormatName}, not from {start.Format}.", nameof(start));
        if (model.Task != options.Task || model.Link != ObjectiveOf.LinkOf(options)) throw new ArgumentException($"The model to go on from predicts {model.Task} by another loss.", nameof(start));
        if (model.Outputs != outputs) throw new ArgumentException($"The model to go on from has {model.Outputs} classes; these rows have {outputs}.", nameof(start));
        if (!model.Inputs.SequenceEqual(inputs)) throw new ArgumentException($"The model to go on from has the inputs {string.Join(", ", model.Inputs.Select(i => i.Name))}.", nameof(start));
        return model;
    }

    /// <summary>The cuts found in the rows and those that the model uses: on the rows that it was trained on, the ones found.</summary>
    public static double[] Join(double[] found, double[] present)
    {
        double[] kept = [.. present.Where(double.IsFinite)];
        double[] more = [.. found.Except(kept)];
        if (more.Length + kept.Length == found.Length) return found;
        var room = Math.Min(more.Length, BinCuts.Missing - 1 - kept.Length);
        return [.. kept.Concat(Enumerable.Range(0, room).Select(i => more[(int)((long)i * more.Length / room)])).Order()];
    }

    /// <summary>The model's trees with their cuts by the numbers that they have among the joined ones.</summary>
    public static IEnumerable<TreeNode[]> Renumber(Forest forest, double[][] cuts) => forest.Trees.Select(tree => Array.ConvertAll(tree, node =>
    {
        if (node.IsLeaf || node.Set is not null) return node;
        var cut = forest.Cuts[node.Feature][node.Bin];
        return node with { Bin = (byte)(double.IsFinite(cut) ? Array.BinarySearch(cuts[node.Feature], cut) : cuts[node.Feature].Length) };
    }));
}
