using System.Text.Json.Serialization;

namespace MLOpsBuild.Content;

/// <summary>An OCI image manifest: what an artifact consists of.</summary>
public sealed record OciManifest
{
    private const int MaxLayers = 10_000;

    /// <summary>Always 2.</summary>
    [JsonPropertyOrder(0)]
    public int SchemaVersion { get; init; } = 2;

    /// <summary>The manifest's own media type.</summary>
    [JsonPropertyOrder(1)]
    public string MediaType { get; init; } = MediaTypes.Manifest;

    /// <summary>What the artifact is; null for images.</summary>
    [JsonPropertyOrder(2)]
    public string? ArtifactType { get; init; }

    /// <summary>The configuration document.</summary>
    [JsonPropertyOrder(3)]
    public required Descriptor Config { get; init; }

    /// <summary>The contents, in order.</summary>
    [JsonPropertyOrder(4)]
    public required IReadOnlyList<Descriptor> Layers { get; init; }

    /// <summary>The manifest that this one says something about; null for none.</summary>
    [JsonPropertyOrder(5)]
    public Descriptor? Subject { get; init; }

    /// <summary>Sorted annotations; null for none.</summary>
    [JsonPropertyOrder(6)]
    public SortedDictionary<string, string>? Annotations { get; init; }

    /// <summary>The manifest's bytes: the same for equal manifests.</summary>
    public byte[] ToBytes() => OciJson.Write(this);

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="InvalidDataException">The bytes are more than 4 MiB, or no manifest of version 2.</exception>
    public static OciManifest Parse(ReadOnlySpan<byte> bytes)
    {
        var manifest = OciJson.Read<OciManifest>(bytes, "The manifest");
        return manifest is { SchemaVersion: 2, MediaType: MediaTypes.Manifest, Layers.Count: <= MaxLayers } && !manifest.Layers.Contains(null!)
            ? manifest
            : throw new InvalidDataException(
                $"The manifest is of schema version {manifest.SchemaVersion}, media type {Plain.Line(manifest.MediaType)} and has {manifest.Layers.Count} layers;" +
                $" version 2, {MediaTypes.Manifest} and at most {MaxLayers} are read.");
    }

    /// <inheritdoc/>
    public bool Equals(OciManifest? other) => other is not null
        && SchemaVersion == other.SchemaVersion
        && string.Equals(MediaType, other.MediaType, StringComparison.Ordinal)
        && string.Equals(ArtifactType, other.ArtifactType, StringComparison.Ordinal)
        && Config == other.Config
        && Subject == other.Subject
        && Layers.SequenceEqual(other.Layers)
        && Annotated.Same(Annotations, other.Annotations);

    /// <inheritdoc/>
    public override int GetHashCode() => Config.GetHashCode();
}
