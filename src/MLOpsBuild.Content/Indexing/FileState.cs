using System.Runtime.InteropServices;

namespace MLOpsBuild.Content.Indexing;

/// <summary>What the file system says about a file without its bytes being read.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When its bytes were written last, in nanoseconds since 1970.</param>
/// <param name="Changed">When anything about it was changed last, its name or times included; 0 where systems do not tell.</param>
/// <param name="Inode">Which file it is; 0 where systems do not tell.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct FileState(long Size, long Modified, long Changed, ulong Inode)
{
    private const long Second = 1_000_000_000;

    /// <summary>True when the file may have been written again after it was read at the stamp, without its state telling.</summary>
    /// <remarks>
    /// Git's rule for its index ("racy git"): a time that is not older than the reading may be of a later write within the same tick of the file system's clock. Where times
    /// are whole seconds, as on FAT with its steps of two, the tick is that long.
    /// </remarks>
    public bool IsRacy(long stamp) => IsRacy(Modified, stamp) || IsRacy(Changed, stamp);

    private static bool IsRacy(long time, long stamp) => (time % Second == 0 ? time + (2 * Second) : time) >= stamp;
}
