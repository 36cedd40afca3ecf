// Chunk sizes, adding a large file beside cp + openssl, and the status of many files beside find. Only ratios of one run on a quiet machine are evidence.
// dotnet run -c Release --project benchmarks/Content -- chunks [rows] | add [rows] [rounds] | status [files] [rounds]
using System.Diagnostics;
using System.Globalization;
using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Content.Indexing;

var folder = args is ["add-once" or "status-once", ..] ? null : Directory.CreateTempSubdirectory("mlops-benchmark");
try
{
    switch (args)
    {
        case ["add-once", var store, var file]:
            ChunkedFile.Put(new ContentStore(store), file);
            break;
        case ["status-once", var root, var place]:
            var index = FileIndex.Load(place);
            var found = index.Refresh(root, place);
            if (!ReferenceEquals(found.Index, index)) found.Index.Save(place);
            return found.FilesRead;
        case ["add", ..]:
            Add(Number(1, 3_000_000), Number(2, 7));
            break;
        case ["status", ..]:
            Status(Number(1, 100_000), Number(2, 7));
            break;
        default:
            Chunks(Number(1, 3_000_000));
            break;
    }

    return 0;
}
finally
{
    folder?.Delete(true);
}

int Number(int at, int otherwise) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;

void Chunks(int rows)
{
    var csv = Edits.Csv(rows);
    Console.WriteLine($"{csv.Length} bytes; shares of the edited file that a store which has the first does not have");
    int[] averages = [64, 128, 256, 512, 1024];
    Console.WriteLine("| edit | " + string.Join(" | ", averages.Select(a => $"{a} KiB")) + " |");
    var cells = new Dictionary<string, List<string>>();
    foreach (var average in averages)
    {
        var sizes = new ChunkSizes(average * 256, average * 1024, average * 4096);
        var store = new ContentStore(Path.Combine(folder!.FullName, $"{average}"));
        var first = ChunkedFile.Put(store, new MemoryStream(csv), sizes);
        Cell("chunks", $"{first.Chunks}");
        Cell("bytes of the list of chunks", $"{first.Head!.Size}");
        foreach (var (name, bytes) in Edits.Of(csv)) Cell(name, (100.0 * ChunkedFile.Put(store, new MemoryStream(bytes), sizes).NewBytes / bytes.Length).ToString("F2", CultureInfo.InvariantCulture) + " %");
        Directory.Delete(store.Root, recursive: true);
    }

    foreach (var (name, row) in cells) Console.WriteLine($"| {name} | {string.Join(" | ", row)} |");

    void Cell(string name, string value)
    {
        if (!cells.TryGetValue(name, out var row)) cells[name] = row = [];
        row.Add(value);
    }
}

void Add(int rows, int rounds)
{
    var file = Path.Combine(folder!.FullName, "large.csv");
    File.WriteAllBytes(file, Edits.Csv(rows));
    Run("sync");
    Console.WriteLine("round | cp + openssl dgst s | the same and sync of the copy s | add s (process included, flushed)");
    var best = new double[3];
    Array.Fill(best, double.MaxValue);
    for (var round = 1; round <= rounds; round++)
    {
        // Every round has new names and nothing is deleted in between: reused memory and inodes would help one side or hurt the other.
        var copied = Seconds(() => Run("cp", file, $"{file}.{round}"));
        var flushed = Seconds(() => Run("sync", $"{file}.{round}"));
        var hashed = Seconds(() => Run("openssl", "dgst", "-sha256", file));
        var added = Seconds(() => Self("add-once", Path.Combine(folder.FullName, $"store{round}"), file));
        Line(round, best, [copied + hashed, copied + flushed + hashed, added]);
    }

    Console.WriteLine($"ratio of the best: {best[2] / best[0]:F2}; with the copy flushed too: {best[2] / best[1]:F2}");
}

void Status(int files, int rounds)
{
    var root = Path.Combine(folder!.FullName, "tree");
    for (var i = 0; i < files; i++)
    {
        var path = Path.Combine(root, $"{i / 5000}", $"{i / 100 % 50}");
        if (i % 100 == 0) Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, $"part-{i:D6}.csv"), $"{i}");
    }

    var place = Path.Combine(folder.FullName, "index");
    while (Self("status-once", root, place) > 0)
    {
        // Once to read the files, once more for those that were too young to be trusted.
    }

    Console.WriteLine("round | find -printf s | status s (process included)");
    var best = new double[2];
    Array.Fill(best, double.MaxValue);
    for (var round = 1; round <= rounds; round++)
    {
        Line(round, best, [Seconds(() => Run("find", root, "-printf", "%p %s %T@ %i\n")), Seconds(() => Self("status-once", root, place))]);
    }

    Console.WriteLine($"ratio of the best: {best[1] / best[0]:F2}");
}

void Line(int round, double[] best, double[] seconds)
{
    for (var i = 0; i < best.Length; i++) best[i] = Math.Min(best[i], seconds[i]);
    Console.WriteLine(string.Join(" | ", [$"{round}", .. seconds.Select(s => s.ToString("F3", CultureInfo.InvariantCulture))]));
}

double Seconds(Action work)
{
    var watch = Stopwatch.StartNew();
    work();
    return watch.Elapsed.TotalSeconds;
}

int Self(params string[] arguments) => Run(Environment.ProcessPath!, [typeof(Edits).Assembly.Location, .. arguments]);

int Run(string program, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
    process.StandardOutput.BaseStream.CopyTo(Stream.Null);
    process.WaitForExit();
    return process.ExitCode;
}
