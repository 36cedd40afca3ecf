namespace MLOpsBuild.GitHub.Api;

/// <summary>Something that happened, told to the workflows of the repository.</summary>
/// <param name="EventType">Its name, at most 100 characters.</param>
/// <param name="ClientPayload">What workflows read about it; at most 10 values.</param>
public sealed record RepositoryDispatch(string EventType, IReadOnlyDictionary<string, string> ClientPayload);

/// <summary>Starts a workflow.</summary>
/// <param name="Ref">The branch or tag that it runs on.</param>
/// <param name="Inputs">Its inputs.</param>
public sealed record WorkflowDispatch(string Ref, IReadOnlyDictionary<string, string> Inputs);

/// <summary>A run of a workflow.</summary>
/// <param name="Id">Its number.</param>
/// <param name="HeadSha">The commit.</param>
/// <param name="Event">What started it.</param>
/// <param name="HtmlUrl">Where a person reads it.</param>
public sealed record WorkflowRun(long Id, string HeadSha, string Event, string HtmlUrl);

/// <summary>A file that a run left.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="SizeInBytes">Its length.</param>
/// <param name="Expired">Whether it has been thrown away.</param>
public sealed record Artifact(long Id, string Name, long SizeInBytes, bool Expired);

/// <summary>A page of runs.</summary>
/// <param name="WorkflowRuns">The runs.</param>
internal sealed record WorkflowRunPage(IReadOnlyList<WorkflowRun> WorkflowRuns);

/// <summary>A page of artifacts.</summary>
/// <param name="Artifacts">The artifacts.</param>
internal sealed record ArtifactPage(IReadOnlyList<Artifact> Artifacts);
