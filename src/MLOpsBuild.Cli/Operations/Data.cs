using System.Globalization;
using MLOpsBuild.Content;
using MLOpsBuild.Data;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Bringing pinned data here and holding it against its contract.</summary>
public static class Data
{
    /// <summary>Verifies the store, removes damaged blobs, and fetches every locked partition that is not there.</summary>
    public static async Task<Outcome> Pull(Session session, CancellationToken cancellationToken = default)
    {
        var store = session.Workspace.Store;
        var lines = new List<string>();
        foreach (var corrupt in store.Verify())
        {
            store.Remove(corrupt.Digest);
            lines.Add($"! {corrupt.Digest} was damaged in the store; removed, to be fetched or computed again.");
        }

        var locked = DataLock.Load(session.Workspace.DataLockPath).Datasets.SelectMany(d => d.Value.Partitions.Select(p => (Dataset: d.Key, Partition: p))).ToArray();
        var missing = locked.Where(l => !store.Contains(l.Partition.Digest)).ToArray();
        if (missing.Length > 0)
        {
            var remote = session.DataRemote();
            var unknown = new List<string>();
            foreach (var (dataset, partition) in missing)
            {
                if (!await remote.ContainsAsync(partition.Digest, cancellationToken).ConfigureAwait(false)) unknown.Add($"{dataset} {partition.Name} ({partition.Digest})");
            }

            if (unknown.Count > 0) return Outcome.Failed($"{remote.Name} does not have {string.Join(", ", unknown)}. Push them there with './mlops data push', or correct dataRemote in {ProjectFile.FileName}.", ExitCodes.EnvironmentFailed);
            await remote.PullAsync(store, [.. missing.Select(m => new Descriptor(MediaTypes.Bytes, m.Partition.Digest, m.Partition.Size))], cancellationToken).ConfigureAwait(false);
            lines.AddRange(missing.Select(m => $"{m.Dataset} {m.Partition.Name}: {Size(m.Partition.Size)} from {remote.Name}"));
        }

        return Outcome.Done($"{locked.Length} partitions verified, {missing.Length} fetched", lines);
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
