using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Summaries;

/// <summary>Summaries in a folder, each made once: by the digest of what was summed up, and by all else that determines it.</summary>
/// <remarks>
/// The folder holds nothing that can not be made again; a file that is cut short or of another version is made anew. Several processes may use one folder.
/// A file's name begins with that of its content, so that what nobody needs any more can be told from the rest.
/// </remarks>
public sealed class SummaryCache
{
    // Raised when the same bytes and contract would give another summary than before.
    private const int Version = 2;
    private const int NameDigits = 32;
    private readonly string _folder;

    /// <summary>A cache in a folder, which is made when first used.</summary>
    public SummaryCache(string folder) => _folder = Path.GetFullPath(folder);

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

    /// <summary>The summaries of content that is not needed, with their bytes.</summary>
    /// <param name="needed">The digests of what is needed.</param>
    /// <param name="limit">Summaries written since are left out: whoever wrote them may still be at work.</param>
    public IReadOnlyList<(string Path, long Size)> Unneeded(IReadOnlySet<Digest> needed, DateTimeOffset limit)
    {
        ArgumentNullException.ThrowIfNull(needed);
        if (!Directory.Exists(_folder)) return [];
        var names = needed.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories)
                .Where(f => f.LastWriteTimeUtc < limit.UtcDateTime && !names.Contains(f.Name.Split('-')[0]))
                .OrderBy(f => f.FullName, StringComparer.Ordinal).Select(f => (f.FullName, f.Length)),
        ];
    }

    internal DayHistograms Histograms(Digest content, string how, DriftBins bins, Func<DayHistograms> make)
    {
        var path = PathOf("histograms", content, $"histograms\n{bins.Digest}\n{how}", ".bin");
        if (TryRead(path, bytes => DayHistograms.FromBytes(bytes, bins)) is { } known) return known;
        var made = make();
        Write(path, made.ToBytes());
        return made;
    }

    internal string PathOf(string kind, Digest content, string how, string ending) =>
        Path.Combine(_folder, kind, $"{NameOf(content)}-{Digest.Of(Encoding.UTF8.GetBytes($"{Version}\n{content}\n{how}")).Hex[..NameDigits]}{ending}");

    internal static T? TryRead<T>(string path, Func<byte[], T> read)
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

    internal static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
    }

    private static string NameOf(Digest content) => content.Hex[..NameDigits];
}
