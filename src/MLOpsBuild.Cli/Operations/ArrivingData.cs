using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Data;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Finds what waits in the data remote.</summary>
internal static class ArrivingData
{
    /// <summary>Fetches the first waiting partition; null when none waits.</summary>
    public static async Task<Arrival?> FetchAsync(Session session, CancellationToken cancellationToken)
    {
        var dataset = session.Run.Release.Features.Dataset;
        var remote = session.DataRemote();
        var tags = await remote.TagsAsync(cancellationToken).ConfigureAwait(false);
        if (ArrivingPartitions.Of(session.Lock, tags).FirstOrDefault(a => a.Dataset == dataset.Name) is not { } waiting) return null;
        var file = await remote.FindFileAsync(waiting.Tag, cancellationToken).ConfigureAwait(false)
            ?? throw new ConfigurationException($"{remote.Name} lists {waiting.Tag}, and what it names is no file. Publish partitions with './mlops data push', or as a manifest with one layer.");
        var store = session.Workspace.Store;
        await remote.PullFilesAsync(store, [file], Partitions.Options(session), cancellationToken).ConfigureAwait(false);
        var name = waiting.Partition;
        var profile = Partitions.Summaries(session.Workspace, dataset.Schema, dataset.Format)
            .FindOrMake(file.Digest, () => ChunkedFile.Open(store, file.Digest), $"{dataset.Name}/{name}.{dataset.Format}", session.Options.Threads, cancellationToken);
        var partition = new Partition(name, file.Digest, file.Size, profile.Rows, profile.From, profile.To);
        var longer = session.Lock.WithPartition(dataset.Name, partition);
        return new Arrival(dataset.Name, partition, longer) { Run = session.Begin(longer, [.. session.Options.Overrides, $"evaluationWindow={name}"], kind: "arrival") };
    }
}
