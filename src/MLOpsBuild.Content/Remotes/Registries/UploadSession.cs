using System.Globalization;

namespace MLOpsBuild.Content;

/// <summary>Where a registry waits for a blob.</summary>
/// <param name="Place">The address, which may change with every answer.</param>
/// <param name="ShortestPiece">The fewest bytes of a piece that is not the last; 0 when the registry does not mind.</param>
internal sealed record UploadSession(Uri Place, long ShortestPiece)
{
    /// <summary>What <c>OCI-Chunk-Min-Length</c> asks for.</summary>
    public static long ShortestPieceOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("OCI-Chunk-Min-Length", out var values) && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;

    /// <summary>How many bytes <c>Range: 0-last</c> says the registry has; null when it does not say.</summary>
    /// <remarks>Registries write <c>0-0</c> for nothing at all; a single byte that is taken for none is refused with a 416 or a wrong digest, and then sent anew.</remarks>
    public static long? Taken(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Range", out var values)) return null;
        var text = values.FirstOrDefault() ?? "";
        if (text.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)) text = text["bytes=".Length..];
        return text.StartsWith("0-", StringComparison.Ordinal) && long.TryParse(text[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < long.MaxValue
            ? last == 0 ? 0 : last + 1
            : null;
    }
}
