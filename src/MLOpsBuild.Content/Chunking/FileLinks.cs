namespace MLOpsBuild.Content.Chunking;

/// <summary>Which document lists the chunks of a file of which only the digest is known. Written after the file was verified, so a link is a statement of this store's own.</summary>
internal static class FileLinks
{
    /// <summary>The document's descriptor; null when there is no link, or none that can be read: it can be made again.</summary>
    public static Descriptor? Find(ContentStore store, Digest whole)
    {
        var file = new FileInfo(PathOf(store, whole));
        if (!file.Exists || file.LinkTarget is not null || file.Length > 4096) return null;
        try
        {
            return OciJson.Read<Descriptor>(File.ReadAllBytes(file.FullName), "The link");
        }
        catch (Exception e) when (e is InvalidDataException or FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Replaces the link in one step.</summary>
    public static void Set(ContentStore store, Digest whole, Descriptor head)
    {
        var path = PathOf(store, whole);
        var folder = Path.GetDirectoryName(path)!;
        Links.Refuse(folder);
        Directory.CreateDirectory(folder);
        using var file = store.NewUnfinished();
        file.Stream.Write(OciJson.Write(head));
        file.MoveTo(path);
    }

    public static void Remove(ContentStore store, Digest whole)
    {
        if (Directory.Exists(Folder(store))) File.Delete(PathOf(store, whole));
    }

    /// <summary>The files that have a link, sorted.</summary>
    public static IReadOnlyList<Digest> All(ContentStore store) => Directory.Exists(Folder(store))
        ? [.. Directory.EnumerateFiles(Folder(store)).Select(p => Digest.TryParse("sha256:" + Path.GetFileName(p), out var d) ? d : (Digest?)null).OfType<Digest>().Order()]
        : [];

    public static string Folder(ContentStore store) => Path.Combine(store.Root, "files", "sha256");

    private static string PathOf(ContentStore store, Digest whole) => Path.Combine(Folder(store), whole.Hex);
}
