using System.Globalization;
using System.Text;
using MLOpsBuild.Content;

namespace MLOpsBuild.Cli.Processes;

/// <summary>A digest of files that is taken again only when one of them has another name, size or time than when it was last taken.</summary>
/// <param name="path">The file that remembers: what the files looked like, and their digest.</param>
/// <param name="time">The clock by which files are dated.</param>
internal sealed class RememberedDigest(string path, TimeProvider time)
{
    // A file that is written again at once may keep its time, which is as coarse as the kernel's clock: so young a file is not judged by it.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    /// <summary>The digest of files by name and content; see <see cref="SourceDigest.OfFiles"/>.</summary>
    public Digest Of(string root, IEnumerable<FileInfo> files)
    {
        var now = time.GetUtcNow().UtcDateTime;
        FileInfo[] ordered = [.. files.OrderBy(f => f.FullName, StringComparer.Ordinal)];
        var looks = Digest.Of(Encoding.UTF8.GetBytes(string.Concat(ordered.Select(Look))));
        if (Remembered(looks) is { } known) return known;
        var digest = SourceDigest.OfFiles(root, ordered.Select(f => f.FullName));
        if (ordered.All(f => now - f.LastWriteTimeUtc >= Settled))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"{looks} {digest}\n");
        }

        return digest;
    }

    private static string Look(FileInfo file) => string.Create(CultureInfo.InvariantCulture, $"{file.FullName}\n{file.Length} {file.LastWriteTimeUtc.Ticks}\n");

    private Digest? Remembered(Digest looks) =>
        File.Exists(path) && File.ReadAllText(path).Split(' ', '\n') is [var before, var digest, ""] && before == looks.ToString() && Digest.TryParse(digest, out var known) ? known : null;
}
