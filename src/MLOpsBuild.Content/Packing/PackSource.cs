using System.Text;
using MLOpsBuild.Content.Indexing;

namespace MLOpsBuild.Content.Packing;

/// <summary>A pack's bytes, made while they are read. Small files are opened and read ahead on all cores: for thousands of them that is most of the work.</summary>
internal static class PackSource
{
    private const int Ahead = 256;
    private const int SmallBytes = 128 * 1024;

    public static IEnumerable<ReadOnlyMemory<byte>> Blocks(string root, IReadOnlyList<string> paths)
    {
        foreach (var some in paths.Chunk(Ahead))
        {
            var loaded = new byte[]?[some.Length];
            AtOnce.For(some.Length, i => loaded[i] = ReadSmall(Path.Combine(root, some[i])));
            for (var i = 0; i < some.Length; i++)
            {
                foreach (var block in loaded[i] is { } bytes ? Small(some[i], bytes) : Large(root, some[i])) yield return block;
            }
        }

        yield return new byte[2 * TarHeader.Block];
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Small(string path, byte[] bytes)
    {
        yield return TarHeader.For(path, bytes.Length);
        yield return bytes;
        yield return new byte[TarHeader.Padding(bytes.Length)];
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Large(string root, string path)
    {
        using var file = Open(Path.Combine(root, path));
        var size = file.Length;
        yield return TarHeader.For(path, size);
        var buffer = new byte[1 << 20];
        var left = size;
        for (int read; (read = file.Read(buffer)) > 0; left -= read)
        {
            if (read > left) throw HasChanged(path);
            yield return buffer.AsMemory(0, read);
        }

        if (left > 0) throw HasChanged(path);
        yield return new byte[TarHeader.Padding(size)];
    }

    private static byte[]? ReadSmall(string path)
    {
        using var file = Open(path);
        if (file.Length > SmallBytes) return null;
        var bytes = new byte[file.Length];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length && file.ReadByte() < 0 ? bytes : throw HasChanged(path);
    }

    private static FileStream Open(string path) => IsPlain(path)
        ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan)
        : throw new InvalidDataException($"{path} is a link, a pipe or a device; a pack holds plain files. Leave it out, or put what it stands for in its place.");

    /// <summary>Looked at before it is opened: to open a pipe is to wait for ever.</summary>
    private static bool IsPlain(string path) => LinuxStat.IsThere ? LinuxStat.TryRead(LinuxStat.CurrentFolder, Encoding.UTF8.GetBytes(path + "\0"), out _) || !File.Exists(path) : new FileInfo(path).LinkTarget is null;

    private static IOException HasChanged(string path) => new($"{path} changed while it was packed.");
}
