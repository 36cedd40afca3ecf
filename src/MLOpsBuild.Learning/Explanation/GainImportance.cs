namespace MLOpsBuild.Learning.Explanation;

/// <summary>One input's share of what a model learned.</summary>
/// <param name="Input">The input's name.</param>
/// <param name="Share">Its share of the total gain, from 0 to 1; the shares of all inputs sum to 1.</param>
public sealed record InputShare(string Input, double Share);

/// <summary>The importance that a model kept from its training, such as the gain of the splits of trees.</summary>
/// <remarks>It says what was used on the training rows, and overrates inputs with many values; <see cref="PermutationImportance"/> says what matters on other rows.</remarks>
public static class GainImportance
{
    /// <summary>The inputs from the most to the least important, equal ones in the model's order; empty when the model kept none.</summary>
    public static IReadOnlyList<InputShare> Of(ITrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. model.Importance.Zip(model.Inputs, (share, input) => new InputShare(input.Name, share)).OrderByDescending(i => i.Share)];
    }
}
