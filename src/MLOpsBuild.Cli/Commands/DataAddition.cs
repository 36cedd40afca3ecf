using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Content.Packing;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Summaries;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Commands;

/// <summary>What the caller of an addition decides.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Name">The partition's name; null for the file's.</param>
/// <param name="Replaces">True to put the files in the place of partitions of the same names.</param>
/// <param name="IsForced">True to add files that break the contract, and to write that into the lock.</param>
internal sealed record AdditionRequest(string Dataset, string? Name, bool Replaces, bool IsForced);

/// <summary>A file, or a folder where the dataset holds folders, that shall become a partition.</summary>
/// <param name="Path">Where it lies.</param>
internal sealed record IncomingFile(string Path)
{
    /// <summary>The partition's name; null for the file's own.</summary>
    public string? Name { get; init; }

    /// <summary>Where it was imported from; null for a file that was here.</summary>
    public string? Origin { get; init; }

    /// <summary>As messages name it.</summary>
    public string Label => Origin ?? Path;
}

/// <summary>Makes files partitions: all of them, or none when one is not fit. Files are read in batches and never held whole.</summary>
internal sealed class DataAddition
{
    private readonly CommandCall _call;
    private readonly AdditionRequest _request;
    private readonly List<string> _problems = [];
    private int _problemsExitCode = ExitCodes.Usage;

    public DataAddition(CommandCall call, AdditionRequest request)
    {
        _call = call;
        _request = request;
    }

    private string Dataset => _request.Dataset;

    public async Task<Reply> AddAsync(IReadOnlyList<IncomingFile> files, CancellationToken cancellationToken)
    {
        if (_request.Name is not null && files.Count > 1) return Reply.Failed(ExitCodes.Usage, $"--partition names one partition, but there are {files.Count} files. Add them one by one, or leave --partition out.");
        var session = _call.Session;
        var before = LockedIn(session.Lock);
        var candidates = Candidates(files, before);
        var changes = new LockAddition(Dataset, _request.Replaces);
        var read = _problems.Count == 0 ? ReadAll(candidates, before, cancellationToken) : [];
        var (_, refused) = changes.Apply(session.Lock, [.. read.Select(r => (r.Label, r.Partition))]);
        _problems.AddRange(refused);
        if (_problems.Count > 0) return Refused();

        var added = read.Select(r => new LockedPartition(Dataset, r.Partition)).ToArray();
        if (added.Length > 0)
        {
            await session.DataRemote().PushFilesAsync(session.Workspace.Store, [.. added.Select(a => a.ToShared())], Partitions.Options(session), cancellationToken).ConfigureAwait(false);
            Lock(session, changes, read);
            if (_problems.Count > 0) return Refused();
        }

        return ReplyFor(session, read, candidates.Count(c => c.IsKnown));
    }

    private Reply Refused() => Reply.Failed(_problemsExitCode, string.Join(Environment.NewLine, _problems.Append("Nothing was added.")));

    /// <summary>A folder is named as it is, a file without its endings.</summary>
    private string NameOf(string file) => Directory.Exists(_call.PathOf(file)) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(_call.PathOf(file)))) : Path.GetFileName(file).Split('.')[0];

    private string? WhyNot(string file, string path, string format) => (File.Exists(path), Directory.Exists(path), format == LockedDataset.Files) switch
    {
        (false, false, _) => $"{file} is not there.",
        (_, true, false) => $"{file} is a folder; {Dataset} holds {format} files. Name the files, or add folders to a dataset whose format is {LockedDataset.Files}.",
        (true, _, true) => $"{file} is a file; a partition of {Dataset} is a folder of files. Name the folder.",
        _ => null,
    };

    private LockedDataset LockedIn(DataLock locked) => locked.Datasets.TryGetValue(Dataset, out var dataset)
        ? dataset
        : throw new ConfigurationException($"data.lock.json has no dataset '{Dataset}'. {NearestName.Hint(Dataset, [.. locked.Datasets.Keys])}");

    private DatasetSchema Schema(LockedDataset locked)
    {
        var path = Path.Combine(_call.Session.Workspace.Root, locked.Schema);
        return File.Exists(path) ? DatasetSchema.Load(path) : throw new ConfigurationException($"data.lock.json names {locked.Schema} as the contract of {Dataset}, but the file is not there.");
    }

    /// <summary>The files in the order of their partitions' names, and which of them are locked already, byte for byte.</summary>
    private List<Candidate> Candidates(IReadOnlyList<IncomingFile> files, LockedDataset before)
    {
        var candidates = new List<Candidate>();
        foreach (var (file, name) in files.Select(f => (f, Name: _request.Name ?? f.Name ?? NameOf(f.Path))).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var path = _call.PathOf(file.Path);
            if (WhyNot(file.Label, path, before.Format) is { } why) _problems.Add(why);
            else if (!Partition.IsName(name)) _problems.Add($"{file.Label}: '{name}' cannot name a partition: use letters, digits, '.', '_' and '-', beginning with a letter or digit. Give a name with --partition.");
            else if (candidates.Any(c => c.Name == name)) _problems.Add($"{file.Label}: two of the files would be partition '{name}'.");
            else candidates.Add(CandidateOf(file, path, name, before));
        }

        return candidates;
    }

    /// <summary>Only a file whose name is locked is hashed before it is judged: it may be the same.</summary>
    private Candidate CandidateOf(IncomingFile file, string path, string name, LockedDataset before)
    {
        if (before[name] is not { } same)
        {
            if (_request.Replaces) _problems.Add($"{file.Label}: {Dataset} has no partition '{name}' to replace. {NearestName.Hint(name, [.. before.Partitions.Select(p => p.Name)])} Leave --replace out to add it.");
            return new Candidate(file, path, name, false);
        }

        var isKnown = IsSame(path, before.Format, same);
        if (!isKnown && !_request.Replaces) _problems.Add($"{file.Label}: {Dataset} has a partition '{name}' already, with other bytes. Choose another name with --partition, or put it in the other's place with --replace.");
        return new Candidate(file, path, name, isKnown);
    }

    private static bool IsSame(string path, string format, Partition same)
    {
        using var stream = format == LockedDataset.Files ? Pack.Open(path, Pack.List(path)) : File.OpenRead(path);
        return (!stream.CanSeek || stream.Length == same.Size) && Digest.Of(stream) == same.Digest;
    }

    /// <summary>Each file is judged with the partitions and files before it as its past.</summary>
    private AddedFile[] ReadAll(List<Candidate> candidates, LockedDataset before, CancellationToken cancellationToken)
    {
        var schema = Schema(before);
        var known = Partitions.Summaries(_call.Session.Workspace, schema, before.Format);
        var read = new List<AddedFile>();
        foreach (var candidate in candidates.Where(c => !c.IsKnown))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var earlier = before.Partitions.Where(p => read.All(r => r.Partition.Name != p.Name)).Concat(read.Select(r => r.Partition))
                .Where(p => string.CompareOrdinal(p.Name, candidate.Name) < 0).OrderBy(p => p.Name, StringComparer.Ordinal).ToArray();
            var history = DataHistory.Read(_call, Dataset, before, earlier, known, cancellationToken);
            if (Read(candidate, schema, before.Format, known, history, cancellationToken) is { } added) read.Add(added);
        }

        return [.. read];
    }

    private AddedFile? Read(Candidate candidate, DatasetSchema schema, string format, PartitionSummaries known, IReadOnlyList<Data.Profiles.Profile> history, CancellationToken cancellationToken)
    {
        if (format == LockedDataset.Files) return ReadFolder(candidate, schema, known, history, cancellationToken);
        var state = StateOf(candidate.Path);
        using var file = new FileStream(candidate.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        var report = Judge(candidate, file, schema, format, history, cancellationToken);
        if (!IsFit(report.Result)) return null;
        var kept = ChunkedFile.Put(_call.Session.Workspace.Store, candidate.Path, null, cancellationToken);
        if (StateOf(candidate.Path) != state || kept.Size != state.Length)
        {
            _problems.Add($"{candidate.File.Label} was written to while it was read. Add it when it is complete.");
            return null;
        }

        return Added(candidate, kept, report, known);
    }

    /// <summary>A folder is packed first and judged as it was packed, so that its files are read once; the pack of one that is not fit is left to collection.</summary>
    private AddedFile? ReadFolder(Candidate candidate, DatasetSchema schema, PartitionSummaries known, IReadOnlyList<Data.Profiles.Profile> history, CancellationToken cancellationToken)
    {
        var store = _call.Session.Workspace.Store;
        using var pack = Pack.Open(candidate.Path, Pack.List(candidate.Path));
        var kept = ChunkedFile.Put(store, pack, null, cancellationToken);
        using var stored = ChunkedFile.Open(store, kept.Digest);
        var report = Judge(candidate, stored, schema, LockedDataset.Files, history, cancellationToken);
        return IsFit(report.Result) ? Added(candidate, kept, report, known) : null;
    }

    private bool IsFit(GateResult result)
    {
        if (result.Verdict == Verdict.Pass || (_request.IsForced && Broken(result).Length > 0)) return true;
        _problemsExitCode = ExitCodes.GateFailed;
        _problems.Add(string.Join(Environment.NewLine, [result.Summary, .. result.Findings.Where(f => f.Severity == Severity.Error).Select(f => $"  {f.Place}: {f.Rule}: {f.Message}")]));
        return false;
    }

    private static string[] Broken(GateResult result) => [.. result.Findings.Where(f => f.Severity == Severity.Error).Select(f => f.Rule).Distinct().Order(StringComparer.Ordinal)];

    private static AddedFile Added(Candidate candidate, StoredFile kept, ValidationReport report, PartitionSummaries known)
    {
        known.Keep(kept.Digest, report.Profile);
        var partition = new Partition(candidate.Name, kept.Digest, kept.Size, report.Profile.Rows, report.Profile.From, report.Profile.To)
        {
            Forced = Broken(report.Result),
            Origin = candidate.File.Origin,
        };
        return new AddedFile(candidate.File.Label, partition, report.Result);
    }

    private ValidationReport Judge(Candidate candidate, Stream file, DatasetSchema schema, string format, IReadOnlyList<Data.Profiles.Profile> history, CancellationToken cancellationToken) =>
        Validator.Read(schema, file, Path.GetFileName(candidate.File.Label), history, new ValidationOptions { Threads = _call.Session.Options.Threads, Format = format }, cancellationToken);

    /// <summary>The lock is read again while no other process can write it, so that two additions at once both count, and not both of one name.</summary>
    private void Lock(Session session, LockAddition changes, IReadOnlyList<AddedFile> added)
    {
        Directory.CreateDirectory(session.Workspace.LocalFolder);
        using var held = FileLock.Acquire(Path.Combine(session.Workspace.LocalFolder, "data.lock"));
        var (longer, refused) = changes.Apply(session.Lock, [.. added.Select(a => (a.Label, a.Partition))]);
        _problems.AddRange(refused);
        if (_problems.Count == 0) longer.Save(session.Workspace.DataLockPath);
    }

    private Reply ReplyFor(Session session, IReadOnlyList<AddedFile> added, int known)
    {
        var folder = DataPush.IsFolder(session) ? $" and {session.Project.DataRemote}" : "";
        var rest = known > 0 ? [$"{Texts.Plural(known, "file")} {(known == 1 ? "was" : "were")} locked already."] : (string[])[];
        var next = added.Count > 0 ? [$"Commit data.lock.json{folder}."] : (string[])[];
        return new Reply(
            new { dataset = Dataset, replaced = _request.Replaces, added = added.Select(a => a.Partition), known, verdicts = added.Select(a => a.Verdict) },
            Grid.Of(added, ("partition", a => a.Partition.Name), ("digest", a => a.Partition.Digest.Short), ("rows", a => Texts.Count(a.Partition.Rows)), ("from", a => Texts.Time(a.Partition.From)), ("to", a => Texts.Time(a.Partition.To)), ("file", a => a.Label)),
            new Lines([.. added.SelectMany(Warnings), .. added.Where(a => a.Partition.Forced.Count > 0).Select(Forced), .. rest, .. next]))
        {
            Essence = [.. added.Select(a => a.Partition.Digest.ToString())],
        };
    }

    private static IEnumerable<string> Warnings(AddedFile added) => added.Verdict.Findings
        .Where(f => f.Severity == Severity.Warning || (f.Severity == Severity.Error && added.Partition.Forced.Count > 0))
        .Select(f => $"! {f.Place}: {f.Rule}: {f.Message}");

    private static string Forced(AddedFile added) => $"! {added.Partition.Name} was added in spite of {string.Join(", ", added.Partition.Forced)}; data.lock.json says so.";

    private static (long Length, DateTime Written) StateOf(string path) => new FileInfo(path) is var file ? (file.Length, file.LastWriteTimeUtc) : default;

    // IsKnown: the very same bytes are locked under that name.
    private sealed record Candidate(IncomingFile File, string Path, string Name, bool IsKnown);

    private sealed record AddedFile(string Label, Partition Partition, GateResult Verdict);
}
