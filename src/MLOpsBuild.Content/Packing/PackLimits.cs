namespace MLOpsBuild.Content.Packing;

/// <summary>What a pack from elsewhere may ask of this machine.</summary>
/// <param name="MostFiles">More files are refused.</param>
/// <param name="MostBytes">More bytes of content are refused, before they are written.</param>
public sealed record PackLimits(int MostFiles = 1_000_000, long MostBytes = 1L << 40)
{
    /// <summary>A million files, a tebibyte.</summary>
    public static PackLimits Default { get; } = new();
}

/// <summary>One file in a pack.</summary>
/// <param name="Path">Its path, with slashes.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Offset">Where in the pack they begin.</param>
public sealed record PackedFile(string Path, long Size, long Offset);
