using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content.Collecting;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Deletes from the store what nothing needs any more; without being told to, it only says what that would be.</summary>
internal static class DataCollection
{
    private const int MostListed = 20;

    public static Reply Collect(Session session, bool deletes, TimeSpan? grace, CancellationToken cancellationToken)
    {
        if (StoreRoots.WhyUnknown(session.Git) is { } why) return Reply.Failed(ExitCodes.Usage, why + " Nothing was deleted.");
        var needed = StoreRoots.Find(session.Workspace, session.Git!);
        var plan = GarbageCollector.Plan(session.Workspace.Store, needed, grace);
        var summaries = Partitions.Summaries(session.Workspace).Unneeded(needed, session.Options.Time.GetUtcNow() - (grace ?? GarbageCollector.DefaultGrace));
        var gone = deletes ? GarbageCollector.Collect(plan, cancellationToken) : plan.Blobs;
        if (deletes) foreach (var (path, _) in summaries) File.Delete(path);
        var size = gone.Sum(b => b.Size);
        var verb = deletes ? "deleted" : "would be deleted";
        var young = plan.Young > 0 ? [$"{Texts.Plural(plan.Young, "more blob")} that nothing names {(plan.Young == 1 ? "is" : "are")} too young to go: whoever wrote them may still be at work."] : (string[])[];
        var counted = summaries.Count > 0 ? [$"{(summaries.Count == 1 ? "1 summary" : $"{Texts.Count(summaries.Count)} summaries")} of what is gone, with {Texts.Size(summaries.Sum(s => s.Size))}, {verb} too."] : (string[])[];
        var next = deletes || gone.Count + summaries.Count == 0 ? (string[])[] : ["Nothing was deleted yet: './mlops data gc --delete' does it."];
        return new Reply(
            new { deleted = deletes, blobs = gone.Select(b => new { b.Digest, b.Size }), bytes = size, young = plan.Young, summaries = summaries.Count },
            Grid.Of(gone.OrderByDescending(b => b.Size).Take(MostListed), ("blob", b => b.Digest.Short), ("size", b => Texts.Size(b.Size))),
            new Lines([.. gone.Count > MostListed ? [$"and {gone.Count - MostListed} more"] : (string[])[], $"{Texts.Plural(gone.Count, "blob")} with {Texts.Size(size)} {verb}.", .. counted, .. young, .. next]))
        {
            Essence = [.. gone.Select(b => b.Digest.ToString())],
        };
    }
}
