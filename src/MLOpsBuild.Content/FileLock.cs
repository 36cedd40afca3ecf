namespace MLOpsBuild.Content;

/// <summary>A lock between processes: an open file, shared among some or held by one. The system lets go of it when the process ends, however it ends.</summary>
public sealed class FileLock : IDisposable
{
    private const int Attempts = 3000;
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock that nobody else may hold, at most about thirty seconds.</summary>
    /// <param name="path">The lock's file, which is made when missing and stays.</param>
    /// <exception cref="IOException">Somebody else held it all the time, or the place cannot be written.</exception>
    public static FileLock Acquire(string path) => Acquire(path, FileShare.None);

    /// <summary>Waits until nobody holds the lock alone, at most about thirty seconds.</summary>
    /// <param name="path">The lock's file, which is made when missing and stays.</param>
    /// <exception cref="IOException">Somebody held it all the time, or the place cannot be written.</exception>
    public static FileLock AcquireShared(string path) => Acquire(path, FileShare.ReadWrite);

    /// <summary>Lets go of the lock.</summary>
    public void Dispose() => _file.Dispose();

    private static FileLock Acquire(string path, FileShare share)
    {
        Links.Refuse(path);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0));
            }
            catch (IOException e) when (attempt < Attempts && IsHeldByOther(e))
            {
                using var pause = new ManualResetEventSlim();
                pause.Wait(10);
            }
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows: all else, a full or read-only disk say, will not pass by waiting.</summary>
    private static bool IsHeldByOther(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
