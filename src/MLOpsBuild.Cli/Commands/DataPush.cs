using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;
using MLOpsBuild.Data;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Puts partitions where every clone finds them.</summary>
internal static class DataPush
{
    /// <summary>All locked partitions that the remote does not have.</summary>
    public static async Task<Reply> PushAsync(Session session, CancellationToken cancellationToken)
    {
        var remote = session.DataRemote();
        var pushed = new List<string>();
        var missing = new List<string>();
        foreach (var (dataset, partition) in session.Lock.Datasets.SelectMany(d => d.Value.Partitions.Select(p => (d.Key, p))))
        {
            if (await remote.ContainsAsync(partition.Digest, cancellationToken).ConfigureAwait(false)) continue;
            if (!session.Workspace.Store.Contains(partition.Digest))
            {
                missing.Add($"{dataset} {partition.Name}");
                continue;
            }

            await PushOneAsync(session, remote, dataset, partition, cancellationToken).ConfigureAwait(false);
            pushed.Add($"{dataset} {partition.Name}");
        }

        return new Reply(new { remote = session.Project.DataRemote, pushed, missing }, new Lines([.. pushed.Select(p => $"{p}: to {session.Project.DataRemote}"), $"{pushed.Count} pushed."]))
        {
            Essence = pushed,
            ExitCode = missing.Count == 0 ? ExitCodes.Done : ExitCodes.EnvironmentFailed,
            Error = missing.Count == 0 ? null : $"Neither {session.Project.DataRemote} nor the store has {string.Join(", ", missing)}. Add the files again where they are: './mlops data add'.",
        };
    }

    /// <summary>One partition: its bytes, and in a folder also its tag, which a registry would only give to a manifest.</summary>
    public static async Task PushOneAsync(Session session, IRemote remote, string dataset, Partition partition, CancellationToken cancellationToken)
    {
        var store = session.Workspace.Store;
        if (IsFolder(session)) await remote.PushManifestAsync(store.Get(partition.Digest), "text/csv", DataStatus.TagOf(dataset, partition.Name), cancellationToken).ConfigureAwait(false);
        else await remote.PushBlobAsync(partition.Digest, store, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>True when the data remote is a folder.</summary>
    public static bool IsFolder(Session session) => !session.Project.DataRemote.Contains("://", StringComparison.Ordinal);
}
