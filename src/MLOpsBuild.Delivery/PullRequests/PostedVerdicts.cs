using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Delivery.PullRequests;

/// <summary>Verdicts of a model's gates on a commit.</summary>
/// <param name="Commit">The commit's full name.</param>
/// <param name="Model">The model.</param>
/// <param name="Gates">The verdicts. A finding's place <c>file:row:column</c> is shown there when the file is in the repository.</param>
public sealed record CommitVerdicts(string Commit, string Model, IReadOnlyList<GateResult> Gates);

/// <summary>Verdicts that an environment requires of what a commit puts there.</summary>
/// <param name="Commit">The commit's full name.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Gates">The verdicts.</param>
public sealed record EnvironmentVerdicts(string Commit, string Environment, IReadOnlyList<GateResult> Gates)
{
    /// <summary>Where a person reads more; may be null.</summary>
    public string? Address { get; init; }
}
