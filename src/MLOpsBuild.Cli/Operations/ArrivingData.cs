using MLOpsBuild.Content;
using MLOpsBuild.Data;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Tables.Csv;

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
        var descriptor = await remote.ResolveAsync(waiting.Tag, cancellationToken).ConfigureAwait(false)
            ?? throw new ConfigurationException($"{remote.Name} lists {waiting.Tag} and does not have it.");
        await remote.PullAsync(session.Workspace.Store, [descriptor], cancellationToken).ConfigureAwait(false);
        var name = waiting.Partition;
        var bytes = session.Workspace.Store.Get(descriptor.Digest);
        var table = CsvReader.Read(bytes, dataset.Schema.ToCsvOptions($"{dataset.Name}/{name}.csv")).Table;
        var partition = Partition.Of(name, bytes, table, dataset.TimeColumn);
        var longer = session.Lock.WithPartition(dataset.Name, partition);
        return new Arrival(dataset.Name, partition, longer) { Run = session.Begin(longer, [.. session.Options.Overrides, $"evaluationWindow={name}"], kind: "arrival") };
    }
}
