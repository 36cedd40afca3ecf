using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content.Chunking;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Puts partitions where every clone finds them.</summary>
internal static class DataPush
{
    /// <summary>All locked partitions that the remote does not have under a tag; of those in chunks, only what is missing there; and the accepted models that are here.</summary>
    public static async Task<Reply> PushAsync(Session session, CancellationToken cancellationToken)
    {
        var remote = session.DataRemote();
        var store = session.Workspace.Store;
        var lacking = new List<LockedPartition>();
        foreach (var some in Partitions.Of(session.Lock).Chunk(8))
        {
            var shared = await Task.WhenAll(some.Select(l => Partitions.IsSharedAsync(remote, l, cancellationToken))).ConfigureAwait(false);
            lacking.AddRange(some.Where((_, i) => !shared[i]));
        }

        var here = lacking.Where(l => ChunkedFile.Contains(store, l.Partition.Digest)).ToArray();
        await remote.PushFilesAsync(store, [.. here.Select(l => l.ToShared())], Partitions.Options(session), cancellationToken).ConfigureAwait(false);
        var elsewhere = lacking.Except(here).ToArray();
        var found = await Partitions.FindAsync(remote, elsewhere, cancellationToken).ConfigureAwait(false);
        var missing = elsewhere.Where((_, i) => found[i] is null).Select(l => l.Name).ToArray();
        var accepted = await AcceptedModels.ShareAllAsync(session, cancellationToken).ConfigureAwait(false);
        string[] pushed = [.. here.Select(l => l.Name), .. accepted.Select(p => $"accepted model of {p}")];
        return new Reply(new { remote = session.Project.DataRemote, pushed, missing }, new Lines([.. pushed.Select(p => $"{p}: to {session.Project.DataRemote}"), $"{pushed.Length} pushed."]))
        {
            Essence = pushed,
            ExitCode = missing.Length == 0 ? ExitCodes.Done : ExitCodes.EnvironmentFailed,
            Error = missing.Length == 0 ? null : $"Neither {session.Project.DataRemote} nor the store has {string.Join(", ", missing)}. Add the files again where they are: './mlops data add'.",
        };
    }

    /// <summary>True when the data remote is a folder.</summary>
    public static bool IsFolder(Session session) => !session.Project.DataRemote.Contains("://", StringComparison.Ordinal);
}
