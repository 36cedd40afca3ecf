using MLOpsBuild.Content;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>Results of steps that were computed elsewhere.</summary>
public interface ISharedResults
{
    /// <summary>Looks for the result of a key. Never throws for what is wrong with the place or with what lies there: that is a miss which says why.</summary>
    /// <param name="key">The digest of the step's key.</param>
    /// <param name="fetch">True to bring the outputs into the store; false only to tell whether there is a result.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<SharedAnswer> FindAsync(Digest key, bool fetch, CancellationToken cancellationToken);
}

/// <summary>What a shared place answered.</summary>
/// <param name="Result">The result; null when there is none that can be used.</param>
/// <param name="Refusal">Why what lies there is not used, as a sentence; null when nothing lies there, or it is used.</param>
public sealed record SharedAnswer(StepResult? Result, string? Refusal)
{
    /// <summary>Nothing is there.</summary>
    public static SharedAnswer None { get; } = new(null, null);
}
