namespace MLOpsBuild.Learning.Transforms;

/// <summary>Follows importance from what a chain gives back to what it is given.</summary>
internal static class ImportanceTrace
{
    /// <summary>The share of each of the chain's inputs: that of an output is dealt evenly to the columns that it was made of. Empty when the model says none.</summary>
    public static double[] Of(FittedChain chain, ITrainedModel model)
    {
        if (model.Importance.Count == 0 || model.Importance.Count != model.Inputs.Count) return [];
        var shares = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < model.Inputs.Count; i++) shares[model.Inputs[i].Name] = model.Importance[i];
        foreach (var transform in chain.Transforms.Reverse()) Back(transform, shares);
        return [.. chain.Inputs.Select(input => shares.GetValueOrDefault(input.Name))];
    }

    private static void Back(IFittedTransform transform, Dictionary<string, double> shares)
    {
        var sources = transform is ITracedTransform traced
            ? traced.Sources
            : transform.Outputs.Select(o => (Output: o.Name, Inputs: transform.Inputs.Select(i => i.Name).ToArray()));
        // All outputs are taken away before any input is added to: an output may have the name of an input.
        var taken = sources.Select(s => (s.Inputs, Share: shares.Remove(s.Output, out var share) ? share : 0)).ToArray();
        foreach (var (inputs, share) in taken)
        {
            foreach (var input in inputs) shares[input] = shares.GetValueOrDefault(input) + share / inputs.Length;
        }
    }
}
