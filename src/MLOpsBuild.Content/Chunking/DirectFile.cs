using System.Runtime.InteropServices;

namespace MLOpsBuild.Content.Chunking;

/// <summary>Writes a whole file past the system's page cache where Linux and the file system allow it, and the usual way elsewhere.</summary>
internal static partial class DirectFile
{
    private const int GetFlags = 3; // F_GETFL
    private const int SetFlags = 4; // F_SETFL
    private const int InvalidArgument = 22; // EINVAL
    private static readonly int Direct = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x10000 : 0x4000; // O_DIRECT

    /// <summary>Makes the bytes the whole content of a new file; they are not flushed.</summary>
    public static void Write(FileStream file, AlignedBuffer bytes)
    {
        if (OperatingSystem.IsLinux() && TryWritePages(file, bytes)) return;
        file.Position = 0;
        file.Write(bytes.Bytes);
    }

    private static bool TryWritePages(FileStream file, AlignedBuffer bytes)
    {
        var handle = file.SafeFileHandle;
        var flags = Control(handle, GetFlags, 0);
        if (flags < 0 || Control(handle, SetFlags, flags | Direct) != 0) return false;
        try
        {
            RandomAccess.Write(handle, bytes.Pages, 0);
            RandomAccess.SetLength(handle, bytes.Count);
            return true;
        }
        catch (IOException e) when (e.HResult == InvalidArgument)
        {
            return false; // a disk that wants larger pages
        }
        finally
        {
            _ = Control(handle, SetFlags, flags);
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(SafeHandle file, int command, nint value);
}
