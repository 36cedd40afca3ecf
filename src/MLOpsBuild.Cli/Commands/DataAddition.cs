using MLOpsBuild.Cli.Output;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Makes files partitions: all of them, or none when one is not fit.</summary>
internal sealed class DataAddition
{
    private readonly CommandCall _call;
    private readonly string _dataset;
    private readonly List<string> _problems = [];
    private int _problemsExitCode = ExitCodes.Usage;

    public DataAddition(CommandCall call, string dataset)
    {
        _call = call;
        _dataset = dataset;
    }

    public async Task<Reply> AddAsync(IReadOnlyList<string> files, string? name, CancellationToken cancellationToken)
    {
        if (name is not null && files.Count > 1) return Reply.Failed(ExitCodes.Usage, $"--partition names one partition, but there are {files.Count} files. Add them one by one, or leave --partition out.");
        var before = LockedIn(_call.Session.Lock);
        var schema = Schema(before);
        var history = await DataHistory.ReadAsync(_call, _dataset, cancellationToken).ConfigureAwait(false);
        var session = _call.Session;
        var read = ReadAll(schema, history, files, name);
        var added = Fresh(read, before);
        if (_problems.Count > 0) return Reply.Failed(_problemsExitCode, string.Join(Environment.NewLine, _problems.Append("Nothing was added.")));

        var remote = session.DataRemote();
        foreach (var file in added)
        {
            session.Workspace.Store.Put(file.Bytes);
            await DataPush.PushOneAsync(session, remote, _dataset, file.Partition, cancellationToken).ConfigureAwait(false);
        }

        Lock(session, added);
        return ReplyFor(session, added, read.Length - added.Length);
    }

    private static string NameOf(string file) => Path.GetFileName(file).Split('.')[0];

    private LockedDataset LockedIn(DataLock locked) => locked.Datasets.TryGetValue(_dataset, out var dataset)
        ? dataset
        : throw new ConfigurationException($"data.lock.json has no dataset '{_dataset}'. {NearestName.Hint(_dataset, [.. locked.Datasets.Keys])}");

    private DatasetSchema Schema(LockedDataset locked)
    {
        var path = Path.Combine(_call.Session.Workspace.Root, locked.Schema);
        return File.Exists(path) ? DatasetSchema.Load(path) : throw new ConfigurationException($"data.lock.json names {locked.Schema} as the contract of {_dataset}, but the file is not there.");
    }

    /// <summary>In the order of their names: each file is judged with those before it as its past.</summary>
    private AddedFile[] ReadAll(DatasetSchema schema, IReadOnlyList<(string Partition, Profile Profile)> history, IReadOnlyList<string> files, string? name)
    {
        var past = history.ToList();
        var read = new List<AddedFile>();
        foreach (var (file, partition) in files.Select(f => (f, Partition: name ?? NameOf(f))).OrderBy(f => f.Partition, StringComparer.Ordinal))
        {
            if (Read(schema, [.. past.Where(p => string.CompareOrdinal(p.Partition, partition) < 0).Select(p => p.Profile)], file, partition) is not { } added) continue;
            read.Add(added);
            past.Add((partition, added.Validated.Profile));
        }

        return [.. read];
    }

    private AddedFile? Read(DatasetSchema schema, IReadOnlyList<Profile> history, string file, string name)
    {
        var path = _call.PathOf(file);
        if (!File.Exists(path)) return Refuse($"{file} is not there.");
        if (!Partition.IsName(name)) return Refuse($"{file}: '{name}' cannot name a partition: use letters, digits, '.', '_' and '-', beginning with a letter or digit. Give a name with --partition.");
        var bytes = File.ReadAllBytes(path);
        var validated = _call.Settings.CheckPartition(schema, bytes, Path.GetFileName(file), history);
        var verdict = validated.Result;
        if (verdict.Verdict == Verdict.Pass) return new AddedFile(file, bytes, Partition.Of(name, bytes, validated.Table, schema.Time), validated);
        _problemsExitCode = ExitCodes.GateFailed;
        return Refuse(string.Join(Environment.NewLine, [verdict.Summary, .. verdict.Findings.Where(f => f.Severity == Severity.Error).Select(f => $"  {f.Place}: {f.Rule}: {f.Message}")]));
    }

    /// <summary>The files that are not locked yet. What has another file's name, bytes or time is refused: a partition never changes, and no row counts twice.</summary>
    private AddedFile[] Fresh(AddedFile[] files, LockedDataset locked)
    {
        var known = locked.Partitions.ToList();
        var fresh = new List<AddedFile>();
        foreach (var file in files)
        {
            var partition = file.Partition;
            if (known.FirstOrDefault(k => k.Name == partition.Name) is { } same)
            {
                if (same.Digest != partition.Digest) Refuse($"{file.File}: {_dataset} has a partition '{partition.Name}' already, with other bytes ({same.Digest.Short}, not {partition.Digest.Short}). Partitions do not change: choose another name with --partition.");
                else if (locked[partition.Name] is null) Refuse($"{file.File}: two of the files would be partition '{partition.Name}'.");
                continue;
            }

            if (known.FirstOrDefault(k => k.Digest == partition.Digest) is { } twin) Refuse($"{file.File}: the same bytes are partition '{twin.Name}' of {_dataset} already.");
            else if (known.FirstOrDefault(k => k.From <= partition.To && k.To >= partition.From) is { } overlapped) Refuse($"{file.File}: {Period(partition)} overlaps partition '{overlapped.Name}' with {Period(overlapped)}. Cut the file so that no time is in both.");
            known.Add(partition);
            fresh.Add(file);
        }

        return [.. fresh];
    }

    /// <summary>The lock is read again while no other process can write it, so that two additions at once both count.</summary>
    private void Lock(Session session, IReadOnlyList<AddedFile> added)
    {
        if (added.Count == 0) return;
        Directory.CreateDirectory(session.Workspace.LocalFolder);
        using var held = new FileStream(Path.Combine(session.Workspace.LocalFolder, "data.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var now = session.Lock;
        added.Aggregate(now, (locked, file) => locked.WithPartition(_dataset, file.Partition)).Save(session.Workspace.DataLockPath);
    }

    private Reply ReplyFor(Session session, IReadOnlyList<AddedFile> added, int known)
    {
        var folder = DataPush.IsFolder(session) ? $" and {session.Project.DataRemote}" : "";
        var rest = known > 0 ? [$"{Texts.Plural(known, "file")} {(known == 1 ? "was" : "were")} locked already."] : (string[])[];
        var next = added.Count > 0 ? [$"Commit data.lock.json{folder}."] : (string[])[];
        return new Reply(
            new { dataset = _dataset, added = added.Select(a => a.Partition), known, verdicts = added.Select(a => a.Validated.Result) },
            Grid.Of(added, ("partition", a => a.Partition.Name), ("digest", a => a.Partition.Digest.Short), ("rows", a => Texts.Count(a.Partition.Rows)), ("from", a => Texts.Time(a.Partition.From)), ("to", a => Texts.Time(a.Partition.To)), ("file", a => a.File)),
            new Lines([.. added.SelectMany(Warnings), .. rest, .. next]))
        {
            Essence = [.. added.Select(a => a.Partition.Digest.ToString())],
        };
    }

    private static IEnumerable<string> Warnings(AddedFile added) => added.Validated.Result.Findings.Where(f => f.Severity == Severity.Warning).Select(f => $"! {f.Place}: {f.Rule}: {f.Message}");

    private static string Period(Partition partition) => $"{Texts.Time(partition.From)} to {Texts.Time(partition.To)}";

    private AddedFile? Refuse(string problem)
    {
        _problems.Add(problem);
        return null;
    }

    private sealed record AddedFile(string File, byte[] Bytes, Partition Partition, ValidatedPartition Validated);
}
