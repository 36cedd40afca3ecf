using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Content.Indexing;
using MLOpsBuild.Content.Packing;
using MLOpsBuild.Data.Summaries;

namespace MLOpsBuild.Data.Checkouts;

/// <summary>What the files of packed folders hold: read from the pack once, then kept beside the summaries, for a look at a changed folder is no reason to read all of it.</summary>
internal sealed class PartitionFiles(ContentStore store, string local)
{
    private readonly SummaryCache _kept = new(Path.Combine(local, "summaries"));
    private readonly Dictionary<Digest, FileIndex> _read = [];

    /// <summary>The files of a pack with their paths in it; null when the pack is neither here nor known.</summary>
    /// <exception cref="InvalidDataException">It is no pack, or one that asks too much.</exception>
    public FileIndex? Find(Digest pack)
    {
        if (_read.TryGetValue(pack, out var known)) return known;
        var place = _kept.PathOf("files", pack, "files", ".index");
        var files = FileIndex.Load(place);
        if (files.Count == 0)
        {
            if (!ChunkedFile.Contains(store, pack)) return null;
            using var stream = ChunkedFile.Open(store, pack);
            files = FileIndex.Of(Pack.Hash(stream).Select(f => new IndexedFile(f.File.Path, f.File.Size, f.Digest)));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            files.Save(place);
        }

        return _read[pack] = files;
    }
}
