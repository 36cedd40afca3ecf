namespace MLOpsBuild.Pipelines.Steps;

/// <summary>The right to compute one key, among the processes of a checkout. The system takes it back when its holder's process ends, however it ends.</summary>
internal sealed class StepClaim : IDisposable
{
    private readonly FileStream _file;

    private StepClaim(FileStream file) => _file = file;

    /// <summary>Takes the claim; null when another run has it.</summary>
    /// <exception cref="IOException">The place cannot be written.</exception>
    public static StepClaim? TryTake(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            // Deleted while it is still held: whoever opened it before that finds out, when it looks for the result again, that the work is done.
            return new StepClaim(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
        }
        catch (IOException problem) when (IsHeld(problem))
        {
            return null;
        }
        catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows())
        {
            // Windows refuses in this way while the file is being deleted.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows: a full or read-only disk is no claim.</summary>
    private static bool IsHeld(IOException problem) => problem.HResult is 11 or 35 or unchecked((int)0x80070020);
}
