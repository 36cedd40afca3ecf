using System.Globalization;
using System.Text;
using MLOpsBuild.Content.Packing;

namespace MLOpsBuild.Data.Reading;

/// <summary>A packed folder as a table of its files, so that contracts, profiles and differences work on folders as they do on rows.</summary>
public static class FileListing
{
    /// <summary>The column of paths in the folder, with slashes; text.</summary>
    public const string Path = "path";

    /// <summary>The column of sizes in bytes; integer.</summary>
    public const string Size = "size";

    /// <summary>The column of digests; text.</summary>
    public const string Digest = "digest";

    /// <summary>The listing as CSV, sorted by path.</summary>
    /// <param name="pack">The pack (<see cref="Pack"/>), all of which is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">It is no pack, or one that asks too much.</exception>
    public static Stream Of(Stream pack, CancellationToken cancellationToken = default)
    {
        var text = new StringBuilder($"{Path},{Size},{Digest}\n");
        // No path in a pack has a quotation mark or a control character.
        foreach (var (file, digest) in Pack.Hash(pack, cancellationToken: cancellationToken))
        {
            text.Append('"').Append(file.Path).Append("\",").Append(file.Size.ToString(CultureInfo.InvariantCulture)).Append(',').Append(digest).Append('\n');
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
