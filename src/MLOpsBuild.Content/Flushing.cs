using System.Runtime.InteropServices;

namespace MLOpsBuild.Content;

/// <summary>What .NET does not offer for bringing bytes onto the disk. Everything here only helps: where the system lacks it, nothing happens.</summary>
internal static partial class Flushing
{
    private const uint WriteNow = 2; // SYNC_FILE_RANGE_WRITE

    /// <summary>Brings the names in a folder onto the disk. Windows' journal does that by itself.</summary>
    public static void Folder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(folder, 0);
        if (handle < 0) return;
        _ = Synchronize(handle);
        _ = Close(handle);
    }

    /// <summary>Lets the disk begin with a file's bytes without waiting for it, so that the flush that must be waited for finds them written.</summary>
    public static void Begin(SafeHandle file)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess) return;
        try
        {
            _ = WriteRange(file, 0, 0, WriteNow);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library without it.
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Synchronize(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WriteRange(SafeHandle file, long offset, long count, uint flags);
}
