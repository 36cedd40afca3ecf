namespace MLOpsBuild.Tables.Inputs;

/// <summary>Looks at the first bytes of a file to see how it is packed and written.</summary>
internal static class FileStart
{
    /// <summary>Unpacks gzip, known by its first bytes, and Brotli, known by the name's end because its bytes tell nothing.</summary>
    /// <returns>What unpacks, to be disposed; null when the file is not packed.</returns>
    public static Stream? Unpack(ref Stream stream, string name)
    {
        Stream? unpacking = null;
        Span<byte> head = stackalloc byte[2];
        if (name.EndsWith(".br", StringComparison.OrdinalIgnoreCase)) unpacking = new BrotliSource(stream);
        else
        {
            stream = Peek(stream, head, out var found);
            if (found == 2 && head is [0x1F, 0x8B]) unpacking = new GzipSource(stream);
        }

        stream = unpacking ?? stream;
        return unpacking;
    }

    /// <summary>Fills the span with the first bytes and gives a stream that still has them.</summary>
    public static Stream Peek(Stream stream, Span<byte> head, out int found)
    {
        found = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (!stream.CanSeek) return new PrefixedStream(head[..found].ToArray(), stream);
        stream.Seek(-found, SeekOrigin.Current);
        return stream;
    }
}
