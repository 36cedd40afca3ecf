using System.Text.Json;
using System.Text.Json.Serialization;
using MLOpsBuild.Content;

namespace MLOpsBuild.Data.Checkouts;

/// <summary>What checkouts wrote into one folder: how a file that somebody changed is told from one that only the lock left behind.</summary>
/// <remarks>A record that is lost makes every other file somebody's own, which is safe. Of a packed folder it keeps one line, for a list of a hundred thousand files takes longer to read than all their states.</remarks>
internal sealed record CheckoutRecord(int Version, string Folder, IReadOnlyList<WrittenPartition> Partitions)
{
    private const int Current = 2;
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true, IgnoreReadOnlyProperties = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The record of a folder; an empty one when there is none that can be read.</summary>
    public static CheckoutRecord Load(string place, string folder)
    {
        try
        {
            if (JsonSerializer.Deserialize<CheckoutRecord>(File.ReadAllBytes(place), Form) is { Version: Current, Partitions: { } partitions } read && partitions.All(p => p is not null && p.IsInside)) return read;
        }
        catch (Exception problem) when (problem is IOException or JsonException or NotSupportedException or FormatException)
        {
            // None, or none that can be believed.
        }

        return new CheckoutRecord(Current, folder, []);
    }

    /// <summary>Replaces the record in one step.</summary>
    public void Save(string place)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        var temporary = place + "." + Path.GetRandomFileName();
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this with { Partitions = [.. Partitions.OrderBy(p => p.Path, StringComparer.Ordinal)] }, Form));
        File.Move(temporary, place, overwrite: true);
    }
}

/// <summary>A partition that a checkout wrote, or found there as it would have written it.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Digest">The digest of the partition.</param>
/// <param name="Path">Where it lies, with slashes; of a packed folder with one at the end.</param>
internal sealed record WrittenPartition(string Dataset, string Partition, Digest Digest, string Path)
{
    /// <summary>One digest of all files of a packed folder; null for a partition that is one file.</summary>
    public Digest? Fingerprint { get; init; }

    /// <summary>How many files it is.</summary>
    public int Files { get; init; } = 1;

    /// <summary>True for a packed folder.</summary>
    public bool IsFolder => Fingerprint is not null;

    /// <summary>False for a path that leads out of the checkout.</summary>
    public bool IsInside => this is { Path: { } path, Dataset: not null, Partition: not null } && path.EndsWith('/') == IsFolder
        && path.TrimEnd('/').Split('/') is { Length: >= 2 } parts && parts.All(p => p is not ("" or "." or ".."));
}
