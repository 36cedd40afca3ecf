using System.CommandLine;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Differences;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops data diff</c>: the data lock now against that of a revision.</summary>
internal static class DataDifference
{
    public static Verb Create(CommandHost host)
    {
        var revision = new Argument<string>("REV") { Description = "The Git revision to compare with; HEAD when left out", HelpName = "REV", DefaultValueFactory = _ => "HEAD" };
        var dataset = host.Shared.Names<string?>("--dataset", "Only this dataset", "NAME", Place.Datasets);
        var rows = new Option<bool>("--rows") { Description = "Also tell which rows were added, removed and changed" };
        var key = new Option<string[]>("--key") { Description = "The columns that tell which row is which; without it whole rows are compared", HelpName = "COLUMN", AllowMultipleArgumentsPerToken = true };
        var max = new Option<int>("--max") { Description = "How many rows are shown; all are counted", HelpName = "N", DefaultValueFactory = _ => 10 };
        var output = new Option<string?>("--output", "-o") { Description = "Write all rows that differ to this CSV file", HelpName = "FILE" };
        var verb = new Verb(
            "diff",
            "Compare the data lock with that of a Git revision: partitions, contract, figures of columns, rows",
            "mlops data diff",
            "mlops data diff v1.2 --dataset orders --rows --key order_id",
            "mlops data diff main --rows --key time shop --output changes.csv") { revision, dataset, rows, key, max, output };
        host.Handle(verb, (call, stop) => call.WhileAsync("Comparing", () => Task.Run(() =>
        {
            string[] keys = [.. (call.Get(key) ?? []).SelectMany(k => k.Split(',', StringSplitOptions.RemoveEmptyEntries))];
            var asked = new RowQuestion(call.Get(rows) || keys.Length > 0 || call.Has(output), keys, Math.Max(0, call.Get(max)), call.Get(output));
            return Compare(call, call.Get(revision)!, call.Get(dataset), asked, stop);
        }, stop)));
        return verb;
    }

    private static Reply Compare(CommandCall call, string revision, string? only, RowQuestion asked, CancellationToken cancellationToken)
    {
        var session = call.Session;
        var earlier = new LockAt(session, revision);
        DatasetDifference[] all = [.. LockDifference.Between(earlier.Lock, session.Lock)];
        if (only is not null && all.All(d => d.Name != only)) throw new ConfigurationException($"Neither data.lock.json nor that of {revision} has a dataset '{only}'. {NearestName.Hint(only, [.. all.Select(d => d.Name)])}");
        var looks = all.Where(d => only is null || d.Name == only).Select(d => Look(call, earlier, d, cancellationToken)).ToArray();
        using var writer = new RowDifferenceText(call, asked);
        foreach (var look in looks.Where(l => asked.IsAsked && l.Difference.Partitions.Count > 0)) look.Rows = writer.Compare(look, cancellationToken);
        writer.Dispose();
        return DifferenceText.Reply(revision, looks, asked);
    }

    private static DatasetLook Look(CommandCall call, LockAt earlier, DatasetDifference difference, CancellationToken cancellationToken)
    {
        var session = call.Session;
        var now = difference.After is { } after && SchemaNow(session, after) is { } schema ? (Bytes: schema, Data: new LockedData(session, difference.Name, after, DatasetSchema.Parse(schema, after.Schema))) : default;
        var old = difference.Before is { } before && earlier.File(before.Schema) is { } was ? (Bytes: was, Data: new LockedData(session, difference.Name, before, DatasetSchema.Parse(was, before.Schema))) : default;
        var schemas = SchemaDifference.Between(old.Bytes ?? [], now.Bytes ?? []);
        var look = new DatasetLook(difference, schemas, old.Data, now.Data);
        if (difference.Partitions.Count > 0) look.Statistics = ColumnFigures.Of(call, old.Data, now.Data, cancellationToken);
        return look;
    }

    private static byte[]? SchemaNow(Session session, LockedDataset dataset)
    {
        var path = Path.Combine(session.Workspace.Root, dataset.Schema);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }
}

/// <summary>What is asked about rows.</summary>
internal sealed record RowQuestion(bool IsAsked, IReadOnlyList<string> Key, int Max, string? Output);

/// <summary>One dataset of a comparison.</summary>
internal sealed record DatasetLook(DatasetDifference Difference, IReadOnlyList<SchemaChange> Schema, LockedData? Before, LockedData? After)
{
    public IReadOnlyList<ColumnFigure> Statistics { get; set; } = [];

    public RowLook? Rows { get; set; }

    public bool IsSame => Difference.Partitions.Count == 0 && Schema.Count == 0 && Difference.Before is not null == Difference.After is not null;
}

/// <summary>The data lock and its contracts in a revision.</summary>
internal sealed class LockAt
{
    private readonly Session _session;
    private readonly string _revision;

    /// <exception cref="ConfigurationException">There is no Git repository here, or no such revision.</exception>
    public LockAt(Session session, string revision)
    {
        (_session, _revision) = (session, revision);
        if (session.Git is not { } git) throw new ConfigurationException("This is no Git repository, so there is no revision to compare with.");
        if (revision.StartsWith('-') || git.Resolve(revision) is null) throw new ConfigurationException($"Git knows no revision '{revision}' here. Name a commit, a branch or a tag; 'git fetch' brings what is not here yet.");
        Lock = File("data.lock.json") is { } bytes ? DataLock.Parse(bytes, $"data.lock.json of {revision}") : DataLock.Empty;
    }

    public DataLock Lock { get; }

    /// <summary>A file of the revision, by its path from the repository's root; null when it is not there.</summary>
    public byte[]? File(string path)
    {
        // The repository of models may be a folder of a larger Git repository.
        var inGit = Path.GetRelativePath(_session.Git!.Root, Path.Combine(_session.Workspace.Root, path)).Replace('\\', '/');
        return _session.Git.Show(_revision, inGit);
    }
}
