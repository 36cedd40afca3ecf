namespace MLOpsBuild.Content;

/// <summary>A lock between processes: a file that is open to nobody else. The system lets go of it when the process ends, however it ends.</summary>
internal sealed class FileLock : IDisposable
{
    private const int Attempts = 3000;
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock, at most about thirty seconds.</summary>
    /// <exception cref="IOException">Somebody else held it all the time.</exception>
    public static FileLock Acquire(string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (attempt < Attempts && e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
            {
                using var pause = new ManualResetEventSlim();
                pause.Wait(10);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
