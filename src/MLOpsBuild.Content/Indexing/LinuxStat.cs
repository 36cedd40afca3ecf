using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MLOpsBuild.Content.Indexing;

/// <summary>The system call statx, whose answer has the same layout on every Linux.</summary>
internal static partial class LinuxStat
{
    private const int OpenFolder = 0x280000; // O_PATH, O_CLOEXEC: of every processor the same
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint Wanted = 0x3C3; // STATX_TYPE, MODE, MTIME, CTIME, INO, SIZE
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    public static bool IsThere { get; } = OperatingSystem.IsLinux() && Probe();

    /// <summary>Where paths begin that no folder is given for: the current one (AT_FDCWD).</summary>
    public static int CurrentFolder => -100;

    /// <summary>A folder, for looking at its files by name: finding the way to each from the root anew takes as long as the look itself.</summary>
    /// <param name="path">The folder's full path.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle Open(string path)
    {
        var handle = new SafeFileHandle(Open(path, OpenFolder), ownsHandle: true);
        if (!handle.IsInvalid) return handle;
        var reason = Marshal.GetLastPInvokeErrorMessage();
        handle.Dispose();
        throw new IOException($"{path} cannot be looked into: {reason}.");
    }

    /// <summary>A regular file's state; false for anything else, and for nothing.</summary>
    /// <param name="folder">The folder that the path begins at.</param>
    /// <param name="path">In UTF-8, with a zero byte at its end.</param>
    /// <param name="state">The state.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // not tiered: a short command would end before it was optimised
    public static bool TryRead(int folder, ReadOnlySpan<byte> path, out FileState state)
    {
        state = default;
        if (Call(folder, in MemoryMarshal.GetReference(path), NoFollow, Wanted, out var answer) != 0 || (answer.Mode & TypeMask) != Regular) return false;
        state = new FileState((long)answer.Size, answer.Modified.Nanoseconds, answer.Changed.Nanoseconds, answer.Inode);
        return true;
    }

    private static bool Probe()
    {
        try
        {
            return Call(CurrentFolder, in MemoryMarshal.GetReference("/\0"u8), NoFollow, Wanted, out _) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false; // a C library from before 2018
        }
    }

    [LibraryImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Call(int folder, in byte path, int flags, uint mask, out Answer answer);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Answer
    {
        [FieldOffset(28)]
        public readonly ushort Mode;

        [FieldOffset(32)]
        public readonly ulong Inode;

        [FieldOffset(40)]
        public readonly ulong Size;

        [FieldOffset(96)]
        public readonly Timestamp Changed;

        [FieldOffset(112)]
        public readonly Timestamp Modified;
    }

    [StructLayout(LayoutKind.Explicit, Size = 16)]
    private readonly struct Timestamp
    {
        [FieldOffset(0)]
        private readonly long _seconds;

        [FieldOffset(8)]
        private readonly uint _nanoseconds;

        public long Nanoseconds => (_seconds * 1_000_000_000) + _nanoseconds;
    }
}
