using System.Text.Json.Serialization;

namespace MLOpsBuild.GitHub.Api;

/// <summary>Where a deployment is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeploymentState>))]
public enum DeploymentState
{
    /// <summary>It waits.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>It is under way.</summary>
    [JsonStringEnumMemberName("in_progress")]
    InProgress,

    /// <summary>It is there.</summary>
    [JsonStringEnumMemberName("success")]
    Success,

    /// <summary>It was refused or failed.</summary>
    [JsonStringEnumMemberName("failure")]
    Failure,

    /// <summary>Its outcome is not known.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>Another one took its place.</summary>
    [JsonStringEnumMemberName("inactive")]
    Inactive,
}

/// <summary>A deployment.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Sha">The commit.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Description">One line; may be null.</param>
public sealed record Deployment(long Id, string Sha, string Environment, string? Description);

/// <summary>A deployment to make.</summary>
/// <param name="Ref">The commit, branch or tag.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Description">One line, at most 140 characters.</param>
public sealed record NewDeployment(string Ref, string Environment, string Description)
{
    /// <summary>Nothing is merged on the way.</summary>
    public bool AutoMerge { get; }

    /// <summary>GitHub does not look at statuses: the environment's own gates have judged.</summary>
    public IReadOnlyList<string> RequiredContexts { get; } = [];
}

/// <summary>A status of a deployment.</summary>
/// <param name="Id">Its number; younger ones have greater ones.</param>
/// <param name="State">Where it is.</param>
/// <param name="Description">One line.</param>
public sealed record DeploymentStatus(long Id, string State, string Description);

/// <summary>A status of a deployment to set.</summary>
/// <param name="State">Where it is.</param>
/// <param name="Description">One line, at most 140 characters.</param>
/// <param name="LogUrl">Where a person reads more; may be null.</param>
public sealed record NewDeploymentStatus(DeploymentState State, string Description, string? LogUrl = null);
