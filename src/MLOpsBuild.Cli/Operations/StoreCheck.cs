using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Content.Indexing;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Finds damaged blobs without reading those that nobody touched since they were read last.</summary>
internal static class StoreCheck
{
    /// <summary>The blobs whose bytes are not what their names say, sorted.</summary>
    /// <remarks>What changes a file changes its times, even where it keeps its size: then it is read again. What the disk spoils by itself, <c>data verify</c> finds, and every reader of a blob.</remarks>
    public static IReadOnlyList<Digest> Damaged(Workspace workspace, CancellationToken cancellationToken)
    {
        var place = Path.Combine(workspace.LocalFolder, "index", "blobs");
        var folder = Path.GetDirectoryName(workspace.Store.PathOf(Descriptor.EmptyDigest))!;
        if (!Directory.Exists(folder)) return [];
        var seen = FileIndex.Load(place).Refresh(folder, place, cancellationToken: cancellationToken);
        if (seen.FilesRead > 0 || seen.Removed.Count > 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            seen.Index.Save(place);
        }

        return [.. seen.Index.Files.Where(f => Digest.TryParse("sha256:" + f.Path, out var name) && name != f.Digest).Select(f => Digest.Parse("sha256:" + f.Path)).Order()];
    }

    /// <summary>The locked partition that needs a blob; null for none.</summary>
    public static LockedPartition? Owner(ContentStore store, IEnumerable<LockedPartition> locked, Digest blob) => locked.FirstOrDefault(l => Needs(store, l.Partition.Digest, blob));

    private static bool Needs(ContentStore store, Digest whole, Digest blob)
    {
        if (whole == blob || ChunkedFile.HeadOf(store, whole)?.Digest == blob) return true;
        try
        {
            return ChunkedFile.Find(store, whole) is { } list && list.Chunks.Concat(list.Parts).Any(c => c.Digest == blob);
        }
        catch (Exception problem) when (problem is ContentCorruptException or InvalidDataException or ContentMissingException)
        {
            return false; // its list is damaged itself, and named for that
        }
    }
}
