using MLOpsBuild.Content;
using MLOpsBuild.Learning.Metrics;

namespace MLOpsBuild.Reporting.Sites;

/// <summary>What the site of a repository says.</summary>
/// <param name="Title">The repository's name.</param>
/// <param name="Pipelines">Its pipelines, in their order.</param>
/// <param name="Environments">Its environments, in their order.</param>
public sealed record SiteModel(string Title, IReadOnlyList<PipelineHistory> Pipelines, IReadOnlyList<EnvironmentHistory> Environments);

/// <summary>The models of a pipeline that were accepted, one after the other.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Report">The page with the newest report, beside the site's; null when there is none.</param>
/// <param name="Accepted">The accepted versions, oldest first.</param>
public sealed record PipelineHistory(string Pipeline, string? Report, IReadOnlyList<AcceptedVersion> Accepted);

/// <summary>A commit that accepted a model's metrics.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="At">When it was made.</param>
/// <param name="Subject">The first line of its message.</param>
/// <param name="Model">The model.</param>
/// <param name="Metrics">Its metrics by name.</param>
public sealed record AcceptedVersion(string Commit, DateTimeOffset At, string Subject, Digest Model, IReadOnlyDictionary<string, AcceptedValue> Metrics);

/// <summary>A metric as it was accepted.</summary>
/// <param name="Value">Its value; null where there was no data.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="Low">The lower end of its interval; null where it has none.</param>
/// <param name="High">The upper end.</param>
public sealed record AcceptedValue(double? Value, MetricDirection Direction, double? Low, double? High);

/// <summary>What an environment served.</summary>
/// <param name="Environment">Its name.</param>
/// <param name="Changes">The changes, newest first.</param>
public sealed record EnvironmentHistory(string Environment, IReadOnlyList<ServedVersion> Changes);

/// <summary>A commit that changed what an environment serves.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="At">When it was made.</param>
/// <param name="Subject">The first line of its message.</param>
/// <param name="Package">What is served since; null for nothing.</param>
public sealed record ServedVersion(string Commit, DateTimeOffset At, string Subject, Digest? Package);
