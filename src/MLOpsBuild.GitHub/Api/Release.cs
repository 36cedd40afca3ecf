namespace MLOpsBuild.GitHub.Api;

/// <summary>A release.</summary>
/// <param name="Id">Its number.</param>
/// <param name="TagName">Its tag.</param>
/// <param name="HtmlUrl">Where a person reads it.</param>
public sealed record Release(long Id, string TagName, string HtmlUrl);

/// <summary>A release to publish.</summary>
/// <param name="TagName">Its tag; made at <paramref name="TargetCommitish"/> when there is none.</param>
/// <param name="TargetCommitish">A commit or branch.</param>
/// <param name="Name">Its title.</param>
/// <param name="Body">Its Markdown.</param>
/// <param name="Prerelease">Whether it is a trial.</param>
public sealed record NewRelease(string TagName, string TargetCommitish, string Name, string Body, bool Prerelease = false);

/// <summary>A file of a release.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="State"><c>uploaded</c> when it is whole.</param>
public sealed record ReleaseAsset(long Id, string Name, long Size, string State);
