namespace MLOpsBuild.Data.Checkouts;

/// <summary>How a file of a checkout stands to the lock.</summary>
public enum CheckoutState
{
    /// <summary>It is the locked partition.</summary>
    Unchanged,

    /// <summary>It is what a checkout wrote, and the lock says something else now.</summary>
    Outdated,

    /// <summary>Somebody changed it.</summary>
    Modified,

    /// <summary>The lock has the partition, and the folder has no file of it.</summary>
    Missing,

    /// <summary>No checkout wrote it.</summary>
    Unknown,
}

/// <summary>A file of a checkout.</summary>
/// <param name="Path">Its path in the folder, with slashes; of a packed folder whose files all stand alike the folder's, ending with one; of a partition that was never written its name.</param>
/// <param name="Dataset">The dataset; null for an unknown file.</param>
/// <param name="Partition">The partition; null for an unknown file.</param>
/// <param name="State">How it stands.</param>
public sealed record CheckoutFile(string Path, string? Dataset, string? Partition, CheckoutState State)
{
    /// <summary>How many files it stands for: more than one for a packed folder whose files all stand alike.</summary>
    public int Files { get; init; } = 1;
}

/// <summary>A look at a folder that partitions were written to.</summary>
/// <param name="Folder">The folder's full path.</param>
/// <param name="Unchanged">How many files are the locked ones.</param>
/// <param name="Differing">All others, sorted by path.</param>
/// <param name="FilesRead">How many were read for it; none when nothing changed since the last look.</param>
/// <param name="BytesRead">How many bytes they have.</param>
public sealed record CheckoutView(string Folder, int Unchanged, IReadOnlyList<CheckoutFile> Differing, int FilesRead, long BytesRead);

/// <summary>What a checkout did, or why it did nothing.</summary>
/// <param name="Written">Files that were written, sorted.</param>
/// <param name="Unchanged">How many were there already.</param>
/// <param name="Removed">Files of partitions that the lock has no more, sorted.</param>
/// <param name="Changed">Files that somebody changed: when there are any, nothing was written.</param>
/// <param name="Absent">Partitions that the store does not have: when there are any, nothing was written.</param>
public sealed record CheckoutResult(IReadOnlyList<string> Written, int Unchanged, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed, IReadOnlyList<string> Absent);
