namespace MLOpsBuild.Pipelines.Runs.Search;

/// <summary>A record's file as the index found it: when its length or its time differ, it is read again.</summary>
/// <param name="Id">The run.</param>
/// <param name="Length">The file's bytes.</param>
/// <param name="Written">When it was written, in ticks.</param>
/// <param name="Summary">What it says; null when it cannot be read.</param>
/// <param name="Problem">Why it cannot be read, as the end of a sentence; null when it can.</param>
internal sealed record IndexEntry(string Id, long Length, long Written, RunSummary? Summary, string? Problem)
{
    public bool IsOf(FileInfo file) => file.Length == Length && file.LastWriteTimeUtc.Ticks == Written;
}
