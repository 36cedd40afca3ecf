using System.Globalization;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Data;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Bringing pinned data here and holding it against its contract.</summary>
public static class Data
{
    /// <summary>Looks for damaged blobs, removes them, and fetches every locked partition that is not there, of chunked ones only what is missing, and the accepted models.</summary>
    public static async Task<Outcome> Pull(Session session, CancellationToken cancellationToken = default)
    {
        var store = session.Workspace.Store;
        var locked = Partitions.Of(DataLock.Load(session.Workspace.DataLockPath));
        var lines = RemoveDamaged(session, locked, cancellationToken).ToList();
        var missing = locked.Where(l => !ChunkedFile.Contains(store, l.Partition.Digest)).ToArray();
        if (missing.Length > 0)
        {
            var remote = session.DataRemote();
            var found = await Partitions.FindAsync(remote, missing, cancellationToken).ConfigureAwait(false);
            var unknown = missing.Where((_, i) => found[i] is null).Select(l => $"{l.Name} ({l.Partition.Digest})").ToArray();
            if (unknown.Length > 0) return Outcome.Failed($"{remote.Name} does not have {string.Join(", ", unknown)}. Push them there with './mlops data push', or correct dataRemote in {ProjectFile.FileName}.", ExitCodes.EnvironmentFailed);
            await remote.PullFilesAsync(store, [.. found.OfType<RemoteFile>().DistinctBy(f => f.Digest)], Partitions.Options(session), cancellationToken).ConfigureAwait(false);
            lines.AddRange(missing.Select(m => $"{m.Name}: {Size(m.Partition.Size)} from {remote.Name}"));
        }

        lines.AddRange(await AcceptedModels.FetchAllAsync(session, cancellationToken).ConfigureAwait(false));
        return Outcome.Done($"{locked.Length} partitions verified, {missing.Length} fetched", lines);
    }

    private static string[] RemoveDamaged(Session session, LockedPartition[] locked, CancellationToken cancellationToken)
    {
        var store = session.Workspace.Store;
        var damaged = StoreCheck.Damaged(session.Workspace, cancellationToken);
        // All are named before any goes: a chunk is known by its list only.
        var lines = damaged.Select(d => $"! {d}{(StoreCheck.Owner(store, locked, d) is { } owner ? $" ({owner.Name})" : "")} was damaged in the store; removed, to be fetched or computed again.").ToArray();
        foreach (var digest in damaged) store.Remove(digest);
        return lines;
    }

    /// <summary>The contract's verdict on every locked partition.</summary>
    public static async Task<Outcome> Validate(Session session, CancellationToken cancellationToken = default)
    {
        var validations = session.Run.Release.Features.Dataset.Validations;
        await session.Run.UntilAsync(validations, cancellationToken).ConfigureAwait(false);
        var reader = session.Run.Reader();
        var results = validations.Select(reader.ReadJson).ToArray();
        var dataset = session.Run.Release.Features.Dataset;
        var result = Combine(results, dataset);
        session.Run.Record(result);
        return Outcome.Of(result, session.Why(validations));
    }

    /// <summary>One verdict for all partitions: the worst, with the findings of all.</summary>
    public static GateResult Combine(IReadOnlyList<GateResult> results, Dataset dataset)
    {
        var worst = results.OrderByDescending(r => r.Verdict switch { Verdict.Error => 3, Verdict.Fail => 2, Verdict.Hold => 1, _ => 0 }).First();
        var findings = results.SelectMany(r => r.Findings).OrderByDescending(f => f.Severity).ToArray();
        var rows = dataset.Partitions.Sum(p => p.Rows).ToString("N0", CultureInfo.InvariantCulture);
        var warnings = findings.Count(f => f.Severity == Severity.Warning);
        return new GateResult(
            worst.Gate,
            worst.Verdict,
            worst.Verdict == Verdict.Pass ? $"{dataset.Partitions.Count} partitions with {rows} rows keep the contract; {warnings} warnings." : worst.Summary,
            findings);
    }

    internal static string Size(long bytes) => bytes < 1024 ? $"{bytes} B" : (bytes / 1024.0).ToString("N0", CultureInfo.InvariantCulture) + " kB";
}
