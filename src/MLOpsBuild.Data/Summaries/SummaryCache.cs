using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Tables;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Data.Summaries;

/// <summary>Summaries of partitions, each made once: a profile by the partition's digest and how it was read, day histograms also by their bins.</summary>
/// <remarks>
/// What a window needs is merged from those of its partitions, so a new partition costs its own reading. The folder holds nothing that can not be made again; a file that is cut short or of
/// another version is made anew. Several processes may use one folder.
/// </remarks>
public sealed class SummaryCache
{
    // Raised when the same bytes and contract would give another summary than before.
    private const int Version = 1;
    private readonly string _folder;

    /// <summary>A cache in a folder, which is made when first used.</summary>
    public SummaryCache(string folder) => _folder = Path.GetFullPath(folder);

    /// <summary>A partition's profile.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="schema">How its columns are read.</param>
    /// <param name="open">Opens its bytes; only called when the profile is not known.</param>
    /// <param name="threads">How many threads read, at least 1; no result depends on it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Profile Profile(Partition partition, DatasetSchema schema, Func<Stream> open, int threads, CancellationToken cancellationToken = default)
    {
        var path = PathOf("profiles", partition.Digest, $"profile\n{Reading(schema)}", ".json");
        if (TryRead(path, bytes => Profiles.Profile.FromJson(bytes, path)) is { } known) return known;
        var made = Profiled.Read(open, schema.ToCsvOptions(partition.Name), schema.Time, threads, cancellationToken).Profile;
        Write(path, Encoding.UTF8.GetBytes(made.ToJson()));
        return made;
    }

    /// <summary>A partition's day histograms.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="schema">How its columns are read.</param>
    /// <param name="bins">What to count by.</param>
    /// <param name="open">Opens its bytes; only called when the histograms are not known.</param>
    /// <param name="threads">How many threads read, at least 1; no result depends on it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public DayHistograms Histograms(Partition partition, DatasetSchema schema, DriftBins bins, Func<Stream> open, int threads, CancellationToken cancellationToken = default) =>
        Histograms(partition.Digest, Reading(schema), bins, () =>
        {
            using var stream = open();
            var parts = new List<DayHistograms>();
            CsvReader.ReadBatches(stream, schema.ToCsvOptions(partition.Name), threads, batch => DayHistograms.Of(batch.Table, bins, batch.FirstRow), parts.Add, cancellationToken);
            return DayHistograms.MergeAll(bins, parts);
        });

    /// <summary>The day histograms of a table.</summary>
    /// <param name="content">The digest of what the table is made of.</param>
    /// <param name="how">What else determines it, such as the model whose predictions it holds; empty for nothing.</param>
    /// <param name="bins">What to count by.</param>
    /// <param name="table">Gives the rows; only called when the histograms are not known.</param>
    public DayHistograms Histograms(Digest content, string how, DriftBins bins, Func<Table> table) => Histograms(content, how, bins, () => DayHistograms.Of(table(), bins));

    /// <summary>Bins, by what determines them.</summary>
    /// <param name="content">The digest of what the reference is made of.</param>
    /// <param name="how">Window, columns and edges, as text.</param>
    /// <param name="make">Makes them when they are not known.</param>
    public DriftBins Bins(Digest content, string how, Func<DriftBins> make)
    {
        var path = PathOf("bins", content, $"bins\n{how}", ".json");
        if (TryRead(path, bytes => DriftBins.FromJson(bytes)) is { } known) return known;
        var made = make();
        Write(path, made.ToJson());
        return made;
    }

    private DayHistograms Histograms(Digest content, string how, DriftBins bins, Func<DayHistograms> make)
    {
        var path = PathOf("histograms", content, $"histograms\n{bins.Digest}\n{how}", ".bin");
        if (TryRead(path, bytes => DayHistograms.FromBytes(bytes, bins)) is { } known) return known;
        var made = make();
        Write(path, made.ToBytes());
        return made;
    }

    /// <summary>What of a contract determines how bytes become columns.</summary>
    private static string Reading(DatasetSchema schema) => string.Join('\n', [
        $"time {schema.Time}",
        .. schema.Columns.Select(c => $"column {c.Type} {c.Name}"),
        .. schema.MissingSpellings.Select(m => $"missing {m}")]);

    private string PathOf(string kind, Digest content, string how, string ending) =>
        Path.Combine(_folder, kind, $"{content.Hex[..32]}-{Digest.Of(Encoding.UTF8.GetBytes($"{Version}\n{content}\n{how}")).Hex[..32]}{ending}");

    private static T? TryRead<T>(string path, Func<byte[], T> read)
        where T : class
    {
        try
        {
            return read(File.ReadAllBytes(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or DataFileException or FormatException)
        {
            return null;
        }
    }

    private static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
    }
}
