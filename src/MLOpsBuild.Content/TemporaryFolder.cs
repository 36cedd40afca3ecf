using System.Security.Cryptography;

namespace MLOpsBuild.Content;

/// <summary>Where a store's unfinished files lie. The first writer sweeps away what killed processes left behind.</summary>
internal sealed class TemporaryFolder(string path, TimeProvider time)
{
    private static readonly TimeSpan StaleAge = TimeSpan.FromDays(1);
    private int _swept;

    public TemporaryFile NewFile(int bufferBytes = 64 * 1024)
    {
        if (!Directory.Exists(path)) Directory.CreateDirectory(path);
        if (Interlocked.Exchange(ref _swept, 1) == 0) Sweep();
        return new TemporaryFile(Path.Combine(path, RandomNumberGenerator.GetHexString(24, lowercase: true)), bufferBytes);
    }

    public void Sweep()
    {
        if (!Directory.Exists(path)) return;
        Links.Refuse(path);
        var limit = time.GetUtcNow().UtcDateTime - StaleAge;
        foreach (var file in Directory.EnumerateFiles(path))
        {
            if (File.GetLastWriteTimeUtc(file) < limit && !IsHeld(file)) File.Delete(file);
        }
    }

    /// <summary>True when a living process still writes the file: its writer keeps it locked, and a lock ends with its process.</summary>
    private static bool IsHeld(string file)
    {
        try
        {
            using var probe = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return true; // somebody else swept it
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
