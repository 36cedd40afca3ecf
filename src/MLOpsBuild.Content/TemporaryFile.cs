namespace MLOpsBuild.Content;

/// <summary>A file in the making, locked by its writer. It takes its name in one step when it is whole, and disappears otherwise.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string _path;
    private bool _isMoved;

    public TemporaryFile(string path, int bufferBytes = 64 * 1024)
    {
        _path = path;
        Stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferBytes);
    }

    public FileStream Stream { get; }

    /// <summary>Flushes the bytes to the disk; no more can be written.</summary>
    public void Close()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
    }

    /// <summary>Flushes if that was not done, then renames: whoever looks sees the old file or all of the new one.</summary>
    public void MoveTo(string target)
    {
        if (Stream.CanWrite) Close();
        File.Move(_path, target, overwrite: true);
        _isMoved = true;
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!_isMoved) File.Delete(_path);
    }
}
