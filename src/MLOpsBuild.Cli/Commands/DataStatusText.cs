using MLOpsBuild.Cli.Output;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Checkouts;

namespace MLOpsBuild.Cli.Commands;

/// <summary>The state of data as text.</summary>
internal static class DataStatusText
{
    private const int MostListed = 50;

    public static Reply Format(DataStatus status)
    {
        var rows = status.Datasets.SelectMany(d => d.Partitions.Select(p => (Dataset: d.Name, Partition: p)));
        var missing = status.Datasets.Sum(d => d.Partitions.Count(p => !p.InStore));
        var table = Grid.Of(
            rows,
            ("dataset", r => r.Dataset),
            ("partition", r => r.Partition.Name),
            ("digest", r => r.Partition.Digest.Short),
            ("rows", r => Texts.Count(r.Partition.Rows)),
            ("size", r => Texts.Size(r.Partition.Size)),
            ("from", r => Texts.Day(r.Partition.From)),
            ("to", r => Texts.Day(r.Partition.To)),
            ("store", r => r.Partition.InStore ? "here" : "missing"));
        return new Reply(status, table, new Lines([Summary(status, missing), .. Forced(status), .. status.Checkouts.SelectMany(Files), .. Arrivals(status)]))
        {
            Notes = status.RemoteError is { } error ? [$"! {status.Remote} does not answer, so what arrives is not known: {error}"] : [],
            Essence = [.. status.Datasets.SelectMany(d => d.Arrives.Select(a => PartitionTag.Of(d.Name, a)))],
        };
    }

    private static string Summary(DataStatus status, int missing)
    {
        var partitions = Texts.Plural(status.Datasets.Sum(d => d.Partitions.Count), "partition");
        return missing == 0 ? $"{partitions}, all in the store." : $"{partitions}, {missing} not in the store: './mlops data pull' fetches them.";
    }

    private static IEnumerable<string> Forced(DataStatus status) => status.Datasets
        .SelectMany(d => d.Partitions.Where(p => p.Forced.Count > 0).Select(p => $"! {d.Name} {p.Name} was added in spite of {string.Join(", ", p.Forced)}."));

    /// <summary>Of each folder the numbers, and by name what differs.</summary>
    private static IEnumerable<string> Files(CheckoutView view)
    {
        var differing = view.Differing.GroupBy(f => f.State).OrderBy(s => s.Key).Select(s => $"{s.Sum(f => f.Files)} {Word(s.Key)}");
        yield return $"{view.Folder}: {string.Join(", ", (view.Unchanged > 0 ? [$"{view.Unchanged} unchanged"] : (string[])[]).Concat(differing).DefaultIfEmpty("nothing"))}.";
        foreach (var file in view.Differing.Take(MostListed)) yield return $"  {Word(file.State),-9} {file.Path}{(file.Files > 1 ? $" ({file.Files} files)" : "")}";
        if (view.Differing.Count > MostListed) yield return $"  and {view.Differing.Count - MostListed} more; --json lists them all.";
    }

    private static string Word(CheckoutState state) => state.ToString().ToLowerInvariant();

    private static IEnumerable<string> Arrivals(DataStatus status) => status.Datasets.Where(d => d.Arrives.Count > 0)
        .Select(d => $"{d.Name}: {string.Join(", ", d.Arrives)} {(d.Arrives.Count == 1 ? "is" : "are")} at {status.Remote} and not in the lock.");
}
