using System.CommandLine;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Imports;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops data import</c>: brings files from elsewhere and adds them as partitions, through the same gate as files that are here.</summary>
internal static class DataImport
{
    public static Verb Create(CommandHost host)
    {
        var dataset = host.Shared.Name("DATASET", "The dataset of data.lock.json", Place.Datasets);
        var source = new Argument<string?>("SOURCE") { Description = "An https address, or a .dvc or dvc.lock file; left out with --from", Arity = ArgumentArity.ZeroOrOne };
        var from = new Option<string?>("--from") { Description = "Another repository of models: its Git address or folder", HelpName = "REPO" };
        var revision = new Option<string?>("--rev") { Description = "The commit of the other repository", HelpName = "COMMIT" };
        var named = new Option<string?>("--from-dataset") { Description = "The dataset's name there; the same name when left out", HelpName = "NAME" };
        var partition = new Option<string[]>("--partition") { Description = "The partition's name; with --from the partitions to take, all when left out", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var path = new Option<string?>("--path") { Description = "Which output, when a dvc.lock has several", HelpName = "PATH" };
        var digest = new Option<string?>("--digest") { Description = "What the bytes from an address must be: sha256:…", HelpName = "DIGEST" };
        var most = new Option<long>("--max-bytes") { Description = "The most that is fetched from an address", HelpName = "BYTES", DefaultValueFactory = _ => new WebFileOptions().MaxBytes };
        var allow = new Option<bool>("--allow-private") { Description = "Let an address on the internet send on to this machine or a private network" };
        var verb = new Verb(
            "import",
            "Bring partitions from an address, another repository's lock, or DVC, and add them like files that are here",
            "mlops data import orders https://example.org/orders/2024-05.csv --digest sha256:9f86…",
            "mlops data import orders --from https://example.org/sales.git --rev 4f2a9c1 --partition 2024-05",
            "mlops data import orders data/2024-05.csv.dvc") { dataset, source, from, revision, named, partition, path, digest, most, allow };
        host.Handle(verb, (call, stop) => call.WhileAsync("Importing", () => RunAsync(call, new Import
        {
            Dataset = call.Get(dataset)!,
            Source = call.Get(source),
            From = call.Get(from),
            Revision = call.Get(revision),
            FromDataset = call.Get(named),
            Partitions = [.. (call.Get(partition) ?? []).SelectMany(p => p.Split(',', StringSplitOptions.RemoveEmptyEntries))],
            Path = call.Get(path),
            Web = new WebFileOptions { MaxBytes = Math.Max(1, call.Get(most)), AllowPrivate = call.Get(allow), Digest = DigestOf(call.Get(digest)) },
        }, stop)));
        return verb;
    }

    private static Digest? DigestOf(string? text) => text is null ? null
        : Digest.TryParse(text, out var digest) ? digest
        : throw new ConfigurationException($"'{text}' is no digest; write sha256: and 64 lower-case hexadecimal digits, as './mlops data status' or sha256sum show them.");

    /// <summary>Whatever happens, the scratch folder goes.</summary>
    private static async Task<Reply> RunAsync(CommandCall call, Import import, CancellationToken cancellationToken)
    {
        if (import.Source is null == import.From is null) return Reply.Failed(ExitCodes.Usage, "Import from what? Give an https address or a .dvc file, or --from REPO --rev COMMIT.");
        var scratch = Path.Combine(call.Session.Workspace.LocalFolder, "import", Path.GetRandomFileName());
        Directory.CreateDirectory(Path.Combine(scratch, "files"));
        try
        {
            var files = await BringAsync(call, import, scratch, cancellationToken).ConfigureAwait(false);
            return await AddAsync(call, import.Dataset, files, cancellationToken).ConfigureAwait(false);
        }
        catch (ImportException problem)
        {
            return Reply.Failed(ExitCodes.GateFailed, problem.Message);
        }
        finally
        {
            Remove(scratch);
        }
    }

    private static async Task<IReadOnlyList<IncomingFile>> BringAsync(CommandCall call, Import import, string scratch, CancellationToken cancellationToken)
    {
        if (import.From is { } repository) return await FromRepositoryAsync(call, import, repository, scratch, cancellationToken).ConfigureAwait(false);
        var source = import.Source!;
        if (source.Contains("://", StringComparison.Ordinal)) return [await FromWebAsync(call, import, source, scratch, cancellationToken).ConfigureAwait(false)];
        var path = call.PathOf(source);
        var name = Path.GetFileName(path);
        if (name != "dvc.lock" && !name.EndsWith(".dvc", StringComparison.Ordinal)) throw new ConfigurationException($"'{source}' is neither an https address nor a .dvc or dvc.lock file. A file that is here is added with './mlops data add'.");
        if (!File.Exists(path)) throw new ConfigurationException($"{source} is not there.");
        return FromDvc(call, import, path, scratch);
    }

    private static async Task<IncomingFile> FromWebAsync(CommandCall call, Import import, string source, string scratch, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address)) throw new ConfigurationException($"'{source}' is no address.");
        var last = Uri.UnescapeDataString(address.AbsolutePath.TrimEnd('/').Split('/')[^1]);
        var file = Path.Combine(scratch, "files", "fetched.csv");
        var digest = await WebFile.FetchAsync(address, file, import.Web, cancellationToken).ConfigureAwait(false);
        call.Note($"{address.GetLeftPart(UriPartial.Path)}: {digest}");
        return new IncomingFile(file) { Name = import.OneName ?? last.Split('.')[0], Origin = address.GetLeftPart(UriPartial.Path) };
    }

    private static IncomingFile[] FromDvc(CommandCall call, Import import, string path, string scratch)
    {
        var outputs = DvcFile.Read(path, import.Path);
        if (outputs.Count > 1 && import.Partitions.Count > 0) throw new ConfigurationException($"{import.Source} gives {outputs.Count} files, which are named by themselves; leave --partition out.");
        return [.. outputs.Select((output, i) =>
        {
            var file = Path.Combine(scratch, "files", $"{i}.csv");
            File.Copy(output.File, file);
            call.Note($"{output.Path}: md5 {output.Md5} verified");
            return new IncomingFile(file) { Name = import.OneName ?? Path.GetFileName(output.Path).Split('.')[0], Origin = $"dvc {output.Path} md5:{output.Md5}" };
        })];
    }

    private static async Task<IReadOnlyList<IncomingFile>> FromRepositoryAsync(CommandCall call, Import import, string source, string scratch, CancellationToken cancellationToken)
    {
        if (import.Revision is not { } revision) throw new ConfigurationException("Which commit of the other repository? Name it with --rev: what is imported must not change with a branch.");
        var address = Directory.Exists(call.PathOf(source)) ? call.PathOf(source) : source;
        var other = await Task.Run(() => OtherRepository.Open(call.Session, address, revision, scratch), cancellationToken).ConfigureAwait(false);
        var name = import.FromDataset ?? import.Dataset;
        if (!other.Lock.Datasets.TryGetValue(name, out var there)) throw new ConfigurationException($"{source} has no dataset '{name}' at {other.Commit[..12]}. {NearestName.Hint(name, [.. other.Lock.Datasets.Keys])}");
        if (call.Session.Lock.Datasets.GetValueOrDefault(import.Dataset) is { } here && here.Format != there.Format) throw new ConfigurationException($"{name} of {source} is {there.Format}, {import.Dataset} here is {here.Format}.");
        if (import.Partitions.FirstOrDefault(p => there[p] is null) is { } unknown) throw new ConfigurationException($"{name} of {source} has no partition '{unknown}' at {other.Commit[..12]}. {NearestName.Hint(unknown, [.. there.Partitions.Select(p => p.Name)])}");
        call.Note($"{source} at {other.Commit}");
        var files = new List<IncomingFile>();
        foreach (var partition in there.Partitions.Where(p => import.Partitions.Count == 0 || import.Partitions.Contains(p.Name)))
        {
            var file = Path.Combine(scratch, "files", $"{files.Count}");
            await other.CopyAsync(there.Format, partition, file, cancellationToken).ConfigureAwait(false);
            files.Add(new IncomingFile(file) { Name = partition.Name, Origin = $"{OtherRepository.PlainName(address)}@{other.Commit} {name}/{partition.Name}" });
        }

        return files;
    }

    /// <summary>All, or none.</summary>
    private static Task<Reply> AddAsync(CommandCall call, string dataset, IReadOnlyList<IncomingFile> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0) throw new ConfigurationException("There is nothing to import.");
        if (files.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new ConfigurationException($"Two of the files would be partition '{twice.Key}'. Import them one by one.");
        if (files.FirstOrDefault(f => !Partition.IsName(f.Name)) is { } nameless) throw new ConfigurationException($"'{nameless.Name}' cannot name a partition: use letters, digits, '.', '_' and '-', beginning with a letter or digit. Give a name with --partition.");
        return new DataAddition(call, new AdditionRequest(dataset, null, Replaces: false, IsForced: false)).AddAsync(files, cancellationToken);
    }

    private static void Remove(string scratch)
    {
        try
        {
            // Git keeps its objects read-only.
            foreach (var file in Directory.EnumerateFiles(scratch, "*", SearchOption.AllDirectories)) File.SetAttributes(file, FileAttributes.Normal);
            Directory.Delete(scratch, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // What is left is below .mlops, and in nobody's way.
        }
    }

    /// <summary>What somebody asked for.</summary>
    private sealed record Import
    {
        public required string Dataset { get; init; }

        public required string? Source { get; init; }

        public required string? From { get; init; }

        public required string? Revision { get; init; }

        public required string? FromDataset { get; init; }

        public required IReadOnlyList<string> Partitions { get; init; }

        public required string? Path { get; init; }

        public required WebFileOptions Web { get; init; }

        public string? OneName => Partitions.Count switch
        {
            0 => null,
            1 => Partitions[0],
            _ => throw new ConfigurationException("--partition names one partition here."),
        };
    }
}
