using System.Text.Json;
using MLOpsBuild.Content;

namespace MLOpsBuild.Data.Checkouts;

/// <summary>A file that a checkout wrote, or found there as it would have written it.</summary>
/// <param name="Path">Its path in the folder, with slashes.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Digest">What it held then.</param>
internal sealed record CheckedOutFile(string Path, string Dataset, string Partition, Digest Digest)
{
    /// <summary>The digest of the packed folder that the file is from; null for a file that is a partition by itself.</summary>
    public Digest? Pack { get; init; }

    /// <summary>The digest of the partition that the file is, or is from.</summary>
    public Digest Source => Pack ?? Digest;
}

/// <summary>What checkouts wrote into one folder: how a file that somebody changed is told from one that only the lock left behind.</summary>
/// <remarks>A record that is lost makes every other file somebody's own, which is safe.</remarks>
internal sealed record CheckoutRecord(int Version, string Folder, IReadOnlyList<CheckedOutFile> Files)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true, IgnoreReadOnlyProperties = true, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The record of a folder; an empty one when there is none that can be read.</summary>
    public static CheckoutRecord Load(string place, string folder)
    {
        try
        {
            if (JsonSerializer.Deserialize<CheckoutRecord>(File.ReadAllBytes(place), Form) is { Version: 1, Files: { } files } read && files.All(IsInside)) return read;
        }
        catch (Exception problem) when (problem is IOException or JsonException or NotSupportedException or FormatException)
        {
            // None, or none that can be believed.
        }

        return new CheckoutRecord(1, folder, []);
    }

    /// <summary>Replaces the record in one step.</summary>
    public void Save(string place)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(place)!);
        var temporary = place + "." + System.IO.Path.GetRandomFileName();
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this with { Files = [.. Files.OrderBy(f => f.Path, StringComparer.Ordinal)] }, Form));
        File.Move(temporary, place, overwrite: true);
    }

    private static bool IsInside(CheckedOutFile? file) =>
        file is { Path: { } path, Dataset: not null, Partition: not null } && path.Split('/') is { Length: >= 2 } parts && parts.All(p => p is not ("" or "." or ".."));
}
