using System.Collections;
using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation;

namespace MLOpsBuild.Data.Landing;

/// <summary>The profiles of a dataset's earlier partitions, kept by digest in a folder and read only when a rule asks for them.</summary>
/// <remarks>
/// So is the merged profile of all of them, and the next one is made of it and one partition more: a new partition costs the same whether ten or a thousand come before it. The folder holds nothing that
/// cannot be made again; what is damaged is made anew. Several processes may use it.
/// </remarks>
public sealed class PastPartitions
{
    // Raised when the same bytes would give another profile than before.
    private const string Form = "1";
    private readonly string _folder;
    private readonly string _reading;
    private readonly DatasetSchema _schema;
    private readonly string _format;

    /// <summary>The profiles of a dataset.</summary>
    /// <param name="folder">Where they are kept; made when first used.</param>
    /// <param name="schema">How the dataset's files are read.</param>
    /// <param name="format">How they are written, as the lock says it.</param>
    public PastPartitions(string folder, DatasetSchema schema, string format)
    {
        _folder = Path.GetFullPath(folder);
        (_schema, _format) = (schema, format);
        _reading = string.Join('\n', [
            $"{Form} {format} {schema.Time}",
            .. schema.Columns.Select(c => $"column {c.Type} {c.Name}"),
            .. schema.MissingSpellings.Select(m => $"missing {m}")]);
    }

    /// <summary>True when the partition's profile is kept.</summary>
    public bool Knows(Digest partition) => File.Exists(PathOf(KeyOf(partition)));

    /// <summary>The partition's profile; null when it is not kept.</summary>
    public Profile? Find(Digest partition) => Read(KeyOf(partition));

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
        var made = Validator.Read(_schema, stream, file, [], new ValidationOptions { Threads = threads, Format = _format }, cancellationToken).Profile;
        Keep(partition, made);
        return made;
    }

    /// <summary>Keeps a partition's profile.</summary>
    public void Keep(Digest partition, Profile profile) => Write(KeyOf(partition), profile);

    /// <summary>Removes a partition's profile.</summary>
    internal void Forget(Digest partition) => File.Delete(PathOf(KeyOf(partition)));

    /// <summary>The past that some partitions make, oldest first; all of them must be known.</summary>
    public IPast Of(IReadOnlyList<Digest> partitions) => new Past(this, partitions);

    private string KeyOf(Digest partition) => Hash($"{_reading}\n{partition}");

    /// <summary>The key of everything up to a partition.</summary>
    private string KeyOf(string before, Digest partition) => Hash($"{before}\n{KeyOf(partition)}");

    private Profile Required(Digest partition) =>
        Find(partition) ?? throw new InvalidDataException($"The profile of {partition} was removed from {_folder} while it was needed. Run the command again: it is made anew.");

    private Profile? Read(string key)
    {
        try
        {
            return Profile.FromJson(File.ReadAllBytes(PathOf(key)), key);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (DataFileException)
        {
            File.Delete(PathOf(key));
            return null;
        }
    }

    private void Write(string key, Profile profile)
    {
        Directory.CreateDirectory(_folder);
        var temporary = PathOf(key) + "." + Path.GetRandomFileName();
        File.WriteAllText(temporary, profile.ToJson());
        File.Move(temporary, PathOf(key), overwrite: true);
    }

    private string PathOf(string key) => Path.Combine(_folder, key + ".json");

    private static string Hash(string text) => Digest.Of(Encoding.UTF8.GetBytes(text)).Hex;

    private sealed class Past(PastPartitions profiles, IReadOnlyList<Digest> partitions) : IPast
    {
        public int Count => partitions.Count;

        public Profile this[int index] => profiles.Required(partitions[index]);

        public Profile? Merged()
        {
            if (partitions.Count == 0) return null;
            var keys = new string[partitions.Count];
            for (var i = 0; i < keys.Length; i++) keys[i] = profiles.KeyOf(i == 0 ? "" : keys[i - 1], partitions[i]);
            var known = keys.Length - 1;
            Profile? all = null;
            while (known >= 0 && (all = profiles.Read(keys[known])) is null) known--;
            for (var i = known + 1; i < keys.Length; i++)
            {
                all = all is null ? this[i] : all.Merge(this[i]);
                if (i == keys.Length - 1) profiles.Write(keys[i], all);
            }

            return all;
        }

        public IEnumerator<Profile> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
