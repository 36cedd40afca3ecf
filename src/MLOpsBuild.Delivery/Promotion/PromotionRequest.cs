using MLOpsBuild.Content;
using MLOpsBuild.Git;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Delivery.Promotion;

/// <summary>Asks for a digest in an environment.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="Package">The digest of the package's manifest.</param>
public sealed record PromotionRequest(string Environment, Digest Package)
{
    /// <summary>Who commits; null for the user's own Git identity, who is kept from committing on no branch.</summary>
    public GitIdentity? Identity { get; init; }

    /// <summary>Why, in one line for the commit; may be null.</summary>
    public string? Reason { get; init; }

    /// <summary>The gate configuration that verdicts must rest on; null takes any.</summary>
    public Digest? GateConfiguration { get; init; }

    /// <summary>The evaluation data that verdicts must rest on; null takes any.</summary>
    public Digest? EvaluationData { get; init; }
}

/// <summary>Asks for the digest before the current one.</summary>
/// <param name="Environment">The environment's name.</param>
public sealed record RollbackRequest(string Environment)
{
    /// <summary>Who commits; null for the user's own Git identity, who is kept from committing on no branch.</summary>
    public GitIdentity? Identity { get; init; }

    /// <summary>Why, in one line for the commit; may be null.</summary>
    public string? Reason { get; init; }

    /// <summary>The digest that is bad. When the environment has moved on already, nothing is rolled back: two people who react at once do not roll back twice. Null takes whatever is there.</summary>
    public Digest? Bad { get; init; }
}

/// <summary>How a promotion or a rollback ended.</summary>
public enum PromotionOutcome
{
    /// <summary>The environment's file was changed and committed.</summary>
    Done,

    /// <summary>The environment has the digest already; nothing was written.</summary>
    Unchanged,

    /// <summary>A requirement is not met; nothing was written.</summary>
    Refused,

    /// <summary>Git does not know who commits; nothing was written.</summary>
    NoIdentity,

    /// <summary>The environment's file has changes that are not committed; nothing was written.</summary>
    UncommittedChanges,

    /// <summary>The checkout or its files do not allow it, or Git refused the commit.</summary>
    Impossible,
}

/// <summary>How a promotion or a rollback ended, and why.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">For a person: what happened, and what to do if it was not done.</param>
public sealed record PromotionResult(PromotionOutcome Outcome, string Message)
{
    /// <summary>The requirements with their verdicts; null when it did not come to that.</summary>
    public GateResult? Check { get; init; }

    /// <summary>The new commit; null when there is none.</summary>
    public string? Commit { get; init; }

    /// <summary>What the environment had before.</summary>
    public Digest? Previous { get; init; }

    /// <summary>What the environment has now; null when nothing was written.</summary>
    public Digest? Current { get; init; }
}
