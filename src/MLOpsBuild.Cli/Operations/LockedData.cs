using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Reading;
using MLOpsBuild.Data.Summaries;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Cli.Operations;

/// <summary>One locked dataset to look at: its contract, its partitions' bytes, fetched when they are not here, and what is known of them already.</summary>
internal sealed class LockedData
{
    private readonly Session _session;
    private readonly PartitionSummaries _summaries;

    public LockedData(Session session, string name, LockedDataset dataset, DatasetSchema schema)
    {
        _session = session;
        (Name, Dataset, Schema) = (name, dataset, schema);
        _summaries = Partitions.Summaries(session.Workspace, schema, dataset.Format);
    }

    public string Name { get; }

    public LockedDataset Dataset { get; }

    public DatasetSchema Schema { get; }

    /// <summary>A dataset of the lock as it stands.</summary>
    /// <exception cref="ConfigurationException">There is none of that name, or its contract is not there.</exception>
    public static LockedData Of(Session session, string name)
    {
        var known = session.Lock.Datasets;
        if (!known.TryGetValue(name, out var dataset)) throw new ConfigurationException($"data.lock.json has no dataset '{name}'. {Output.NearestName.Hint(name, [.. known.Keys])}");
        var path = Path.Combine(session.Workspace.Root, dataset.Schema);
        return File.Exists(path)
            ? new LockedData(session, name, dataset, DatasetSchema.Load(path))
            : throw new ConfigurationException($"data.lock.json names {dataset.Schema} as the contract of {name}, but the file is not there. './mlops data infer FILE --output {dataset.Schema}' drafts one.");
    }

    /// <summary>The partitions of a window.</summary>
    /// <exception cref="ConfigurationException">There are none.</exception>
    public IReadOnlyList<Partition> In(Window window) => window.Partitions(Dataset.Partitions) is { Count: > 0 } found
        ? found
        : throw new ConfigurationException($"The window {window} has no rows: {Name} is locked for {(Dataset.Partitions.Count == 0 ? "nothing yet" : string.Join(", ", Dataset.Partitions.Select(p => p.Name)))}.");

    /// <summary>A window as somebody wrote it.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public static Window WindowOf(string text) => Window.TryParse(text, null, out var window)
        ? window
        : throw new ConfigurationException($"'{text}' is not a window; write 'all', 'last 3', '2001-02', '2001-01..2001-03' or '2001-01-15..2001-03-31', the earlier bound first.");

    /// <summary>A partition's bytes.</summary>
    public Stream Open(Partition partition)
    {
        var store = _session.Workspace.Store;
        if (!ChunkedFile.Contains(store, partition.Digest)) Fetch(partition);
        return ChunkedFile.Open(store, partition.Digest);
    }

    /// <summary>The profiles of partitions, in order; each is read once and never again.</summary>
    public IReadOnlyList<Profile> Profiles(IReadOnlyList<Partition> partitions, CancellationToken cancellationToken) =>
        [.. partitions.Select(p => _summaries.FindOrMake(p.Digest, () => Open(p, "Profiling"), FileOf(p), Environment.ProcessorCount, cancellationToken))];

    /// <summary>The summary of some rows, by the bins of a reference.</summary>
    public DayHistograms Histograms(Window window, DriftBins bins, CancellationToken cancellationToken) => DayHistograms
        .MergeAll(bins, In(window).Select(p => _summaries.Histograms(p.Digest, bins, () => Open(p, "Counting"), FileOf(p), Environment.ProcessorCount, cancellationToken)))
        .Within(window);

    /// <summary>All rows of a window at once, for what can not do with summaries.</summary>
    public Table Rows(Window window)
    {
        var whole = Table.Concat([.. In(window).Select(p =>
        {
            using var stream = Open(p);
            return PartitionReader.Read(stream, Dataset.Format, Schema.ToCsvOptions(FileOf(p))).Table;
        })]);
        if (window.FirstDay is null) return whole;
        if (Schema.Time is not { } time) throw new ConfigurationException($"The window {window} is one of days, and the contract of {Name} names no time column.");
        var times = ((TimeColumn)whole[time]).Values;
        var rows = new List<int>();
        for (var row = 0; row < times.Length; row++)
        {
            if (window.Contains(times[row])) rows.Add(row);
        }

        return whole.Take([.. rows]);
    }

    private string FileOf(Partition partition) => $"{Name}/{partition.Name}";

    /// <summary>Only called for what is not known yet, so that nobody is told of work that is not done.</summary>
    private Stream Open(Partition partition, string doing)
    {
        _session.Progress($"{doing} {Name} {partition.Name}");
        return Open(partition);
    }

    private void Fetch(Partition partition)
    {
        _session.Progress($"Fetching {Name} {partition.Name}");
        var remote = _session.DataRemote();
        if (!remote.PullFileAsync(_session.Workspace.Store, partition.Digest, partition.Size, CancellationToken.None).GetAwaiter().GetResult())
        {
            throw new ContentMissingException(partition.Digest, $"the store and {remote.Name}, where {Name} {partition.Name} should be");
        }
    }
}
