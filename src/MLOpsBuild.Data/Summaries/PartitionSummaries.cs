using System.Collections;
using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Reading;
using MLOpsBuild.Data.Validation;

namespace MLOpsBuild.Data.Summaries;

/// <summary>What is known of a dataset's partitions without reading them again: their profiles, and their day histograms by the bins of a reference.</summary>
/// <remarks>
/// The merged profile of all partitions up to one is kept too, and the next one is made of it and one partition more: a new partition costs the same whether ten or a thousand come before it.
/// </remarks>
/// <param name="cache">Where summaries are kept.</param>
/// <param name="schema">How the dataset's files are read.</param>
/// <param name="format">How they are written, as the lock says it.</param>
public sealed class PartitionSummaries(SummaryCache cache, DatasetSchema schema, string format)
{
    /// <summary>What of the contract determines how bytes become columns.</summary>
    private readonly string _reading = string.Join('\n', [
        $"{format} {schema.Time}",
        .. schema.Columns.Select(c => $"column {c.Type} {c.Name}"),
        .. schema.MissingSpellings.Select(m => $"missing {m}")]);

    /// <summary>True when the partition's profile is kept.</summary>
    public bool Knows(Digest partition) => File.Exists(PathOf(partition));

    /// <summary>The partition's profile; null when it is not kept.</summary>
    public Profile? Find(Digest partition) => Read(PathOf(partition));

    /// <summary>The partition's profile, made and kept where it is not known.</summary>
    /// <param name="partition">The digest of its file.</param>
    /// <param name="open">Opens the file; only called when it has to be read.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="threads">How many threads read, at least 1; no result depends on it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Profile FindOrMake(Digest partition, Func<Stream> open, string file, int threads, CancellationToken cancellationToken = default)
    {
        if (Find(partition) is { } known) return known;
        using var stream = open();
        var made = Profiled.Read(stream, format, schema.ToCsvOptions(file), schema.Time, threads, cancellationToken).Profile;
        Keep(partition, made);
        return made;
    }

    /// <summary>Keeps a partition's profile.</summary>
    public void Keep(Digest partition, Profile profile) => Write(PathOf(partition), profile);

    /// <summary>The past that some partitions make, oldest first; all of them must be known.</summary>
    public IPast Past(IReadOnlyList<Digest> partitions) => new KnownPast(this, partitions);

    /// <summary>A partition's day histograms, made and kept where they are not known.</summary>
    /// <param name="partition">The digest of its file.</param>
    /// <param name="bins">What to count by.</param>
    /// <param name="open">Opens its bytes; only called when the histograms are not known.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="threads">How many threads read, at least 1; no result depends on it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public DayHistograms Histograms(Digest partition, DriftBins bins, Func<Stream> open, string file, int threads, CancellationToken cancellationToken = default) =>
        cache.Histograms(partition, _reading, bins, () =>
        {
            using var stream = open();
            var parts = new List<DayHistograms>();
            PartitionReader.ReadBatches(stream, format, schema.ToCsvOptions(file), threads, batch => DayHistograms.Of(batch.Table, bins, batch.FirstRow), parts.Add, cancellationToken);
            return DayHistograms.MergeAll(bins, parts);
        });

    /// <summary>Removes a partition's profile.</summary>
    internal void Forget(Digest partition) => File.Delete(PathOf(partition));

    private static Profile? Read(string path) => SummaryCache.TryRead(path, bytes => Profile.FromJson(bytes, path));

    private static void Write(string path, Profile profile) => SummaryCache.Write(path, Encoding.UTF8.GetBytes(profile.ToJson()));

    private string PathOf(Digest partition) => cache.PathOf("profiles", partition, _reading, ".json");

    /// <summary>The profile of everything up to a partition.</summary>
    private string PathUpTo(Digest partition, string before) => cache.PathOf("pasts", partition, $"{_reading}\n{before}", ".json");

    private Profile Required(Digest partition) =>
        Find(partition) ?? throw new InvalidDataException($"The profile of {partition} was removed while it was needed. Run the command again: it is made anew.");

    private sealed class KnownPast(PartitionSummaries summaries, IReadOnlyList<Digest> partitions) : IPast
    {
        public int Count => partitions.Count;

        public Profile this[int index] => summaries.Required(partitions[index]);

        public Profile? Merged()
        {
            if (partitions.Count == 0) return null;
            var paths = new string[partitions.Count];
            for (var i = 0; i < paths.Length; i++) paths[i] = summaries.PathUpTo(partitions[i], i == 0 ? "" : Path.GetFileName(paths[i - 1]));
            var known = paths.Length - 1;
            Profile? all = null;
            while (known >= 0 && (all = Read(paths[known])) is null) known--;
            for (var i = known + 1; i < paths.Length; i++)
            {
                all = all is null ? this[i] : all.Merge(this[i]);
                if (i == paths.Length - 1) Write(paths[i], all);
            }

            return all;
        }

        public IEnumerator<Profile> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
