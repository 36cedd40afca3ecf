using System.Text.Json.Serialization;

namespace MLOpsBuild.Content;

/// <summary>Names some bytes: what they are, their digest, and how many (OCI content descriptor).</summary>
/// <param name="MediaType">What the bytes are: <c>type/subtype</c>.</param>
/// <param name="Digest">Their digest.</param>
/// <param name="Size">Their number; not negative.</param>
/// <remarks>Valid by construction: an <see cref="ArgumentException"/> says what is not. Equal when everything is, annotations included.</remarks>
public sealed record Descriptor(string MediaType, Digest Digest, long Size)
{
    /// <summary>The digest of the empty JSON object, the configuration of an artifact that has none.</summary>
    [JsonIgnore]
    public static Digest EmptyDigest { get; } = Digest.Of("{}"u8);

    /// <summary>Describes the empty JSON object.</summary>
    [JsonIgnore]
    public static Descriptor Empty { get; } = new(MediaTypes.Empty, EmptyDigest, 2);

    /// <summary>What the bytes are: <c>type/subtype</c>.</summary>
    [JsonPropertyOrder(0)]
    public string MediaType { get; init; } = MediaTypes.Check(MediaType, nameof(MediaType));

    /// <summary>The digest of the bytes.</summary>
    [JsonPropertyOrder(1)]
    public Digest Digest { get; init; } = Digest;

    /// <summary>The number of bytes; not negative.</summary>
    [JsonPropertyOrder(2)]
    public long Size { get; init; } = Size >= 0 ? Size : throw new ArgumentOutOfRangeException(nameof(Size), Size, "A size is not negative.");

    /// <summary>The kind of artifact that a manifest describes; null where it has none.</summary>
    [JsonPropertyOrder(3)]
    public string? ArtifactType { get; init; }

    /// <summary>Sorted annotations; null for none.</summary>
    [JsonPropertyOrder(4)]
    public SortedDictionary<string, string>? Annotations { get; init; }

    /// <inheritdoc/>
    public bool Equals(Descriptor? other) => other is not null
        && Digest == other.Digest
        && Size == other.Size
        && string.Equals(MediaType, other.MediaType, StringComparison.Ordinal)
        && string.Equals(ArtifactType, other.ArtifactType, StringComparison.Ordinal)
        && Annotated.Same(Annotations, other.Annotations);

    /// <inheritdoc/>
    public override int GetHashCode() => Digest.GetHashCode();
}
