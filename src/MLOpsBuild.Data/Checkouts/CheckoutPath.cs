using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;

namespace MLOpsBuild.Data.Checkouts;

/// <summary>Where partitions lie in a checkout.</summary>
internal static class CheckoutPath
{
    /// <summary>A dataset's name where it can name a folder everywhere; else its escaped form, behind a dash that no such name begins with.</summary>
    public static string FolderOf(string dataset) => Partition.IsName(dataset) ? dataset : "-" + PartitionTag.Beginning(dataset).Trim('.').Replace("data.", "", StringComparison.Ordinal);

    /// <summary>The path of a partition that is one file. Compressed ones are told by their first bytes, once: afterwards the record knows.</summary>
    public static string FileOf(ContentStore store, string dataset, string format, Partition partition)
    {
        using var file = ChunkedFile.Open(store, partition.Digest);
        var compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        return $"{FolderOf(dataset)}/{partition.Name}.{format}{(compressed ? ".gz" : "")}";
    }

    /// <summary>A file's full path. A link on the way would lead out of the folder.</summary>
    /// <exception cref="IOException">There is one.</exception>
    public static string Inside(string folder, string path)
    {
        var full = Path.Combine(folder, path);
        for (var place = full; place.Length > folder.Length; place = Path.GetDirectoryName(place)!)
        {
            if (new FileInfo(place).LinkTarget is not null) throw new IOException($"{place} is a symbolic link; nothing is written through it. Remove it, or choose another folder with --to.");
        }

        return full;
    }
}
