using System.Text.Json.Serialization;

namespace MLOpsBuild.Content;

/// <summary>An OCI image index: a list of descriptors; the root of a layout, and a list of referrers.</summary>
internal sealed record OciIndex
{
    /// <summary>More entries than this are refused.</summary>
    private const int MaxEntries = 20_000;

    [JsonPropertyOrder(0)]
    public int SchemaVersion { get; init; } = 2;

    [JsonPropertyOrder(1)]
    public string MediaType { get; init; } = MediaTypes.Index;

    [JsonPropertyOrder(2)]
    public string? ArtifactType { get; init; }

    [JsonPropertyOrder(3)]
    public IReadOnlyList<Descriptor> Manifests { get; init; } = [];

    [JsonPropertyOrder(4)]
    public SortedDictionary<string, string>? Annotations { get; init; }

    public byte[] ToBytes() => OciJson.Write(this);

    /// <exception cref="InvalidDataException">The bytes are more than 4 MiB, or no index of version 2.</exception>
    public static OciIndex Parse(ReadOnlySpan<byte> bytes, string what)
    {
        var index = OciJson.Read<OciIndex>(bytes, what);
        return index is { SchemaVersion: 2, MediaType: MediaTypes.Index, Manifests.Count: <= MaxEntries } && !index.Manifests.Contains(null!)
            ? index
            : throw new InvalidDataException(
                $"{what} is of schema version {index.SchemaVersion}, media type {Plain.Line(index.MediaType)} and has {index.Manifests.Count} entries;" +
                $" version 2, {MediaTypes.Index} and at most {MaxEntries} are read.");
    }
}
