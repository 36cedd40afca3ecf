using System.Text.Json.Serialization;

namespace MLOpsBuild.GitHub.Api;

/// <summary>What a status says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StatusState>))]
public enum StatusState
{
    /// <summary>It is good.</summary>
    [JsonStringEnumMemberName("success")]
    Success,

    /// <summary>It is not decided.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>It is bad.</summary>
    [JsonStringEnumMemberName("failure")]
    Failure,

    /// <summary>It could not be found out.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}

/// <summary>A status to set. A later one of the same context replaces it.</summary>
/// <param name="State">What it says.</param>
/// <param name="Context">Its name, by which protected branches require it.</param>
/// <param name="Description">One line, at most 140 characters.</param>
/// <param name="TargetUrl">Where a person reads more; may be null.</param>
public sealed record NewCommitStatus(StatusState State, string Context, string Description, string? TargetUrl = null);

/// <summary>A status of a commit.</summary>
/// <param name="State">What it says.</param>
/// <param name="Context">Its name.</param>
/// <param name="Description">One line; may be null.</param>
/// <param name="TargetUrl">Where a person reads more; may be null.</param>
public sealed record CommitStatus(string State, string Context, string? Description, string? TargetUrl)
{
    /// <summary>Whether it says the same.</summary>
    internal bool Says(NewCommitStatus wanted) =>
        string.Equals(State, wanted.State.ToString(), StringComparison.OrdinalIgnoreCase)
        && string.Equals(Context, wanted.Context, StringComparison.OrdinalIgnoreCase)
        && (Description ?? "") == wanted.Description && (TargetUrl ?? "") == (wanted.TargetUrl ?? "");
}
