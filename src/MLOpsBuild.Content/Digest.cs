using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLOpsBuild.Content;

/// <summary>The SHA-256 of some bytes, written <c>sha256:&lt;64 hex digits&gt;</c>. Always valid: there is no way to make one that is not.</summary>
/// <remarks>Compared and ordered by its text. The default value is the digest of no bytes at all.</remarks>
[JsonConverter(typeof(DigestJsonConverter))]
public readonly struct Digest : IEquatable<Digest>, IComparable<Digest>, IParsable<Digest>
{
    private const string Prefix = "sha256:";
    private const string EmptyHex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private readonly string? _hex;

    private Digest(string hex) => _hex = hex;

    /// <summary>The 64 lower-case hexadecimal digits, without the algorithm.</summary>
    public string Hex => _hex ?? EmptyHex;

    /// <summary>The first twelve digits: enough for a person to tell two digests apart.</summary>
    public string Short => Hex[..12];

    /// <summary>The digest of <paramref name="bytes"/>.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes) => FromHash(SHA256.HashData(bytes));

    /// <summary>The digest of everything that <paramref name="stream"/> still has to give.</summary>
    public static Digest Of(Stream stream) => FromHash(SHA256.HashData(stream));

    /// <summary>Wraps a finished SHA-256 hash.</summary>
    /// <exception cref="ArgumentException">The hash has not 32 bytes.</exception>
    public static Digest FromHash(ReadOnlySpan<byte> hash) => hash.Length == SHA256.HashSizeInBytes
        ? new Digest(Convert.ToHexStringLower(hash))
        : throw new ArgumentException($"A SHA-256 has 32 bytes; this has {hash.Length}.", nameof(hash));

    /// <summary>Reads <c>sha256:&lt;64 lower-case hex digits&gt;</c>.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static Digest Parse(string s, IFormatProvider? provider = null) => TryParse(s, out var digest)
        ? digest
        : throw new FormatException($"'{Shorten(s)}' is not a digest; expected sha256: and 64 lower-case hexadecimal digits.");

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out Digest)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out Digest result) => TryParse(s, null, out result);

    /// <summary>Reads a digest, or says that <paramref name="s"/> is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Digest result)
    {
        result = default;
        if (s is null || s.Length != Prefix.Length + 64 || !s.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var hex = s[Prefix.Length..];
        foreach (var c in hex)
        {
            if (c is not ((>= '0' and <= '9') or (>= 'a' and <= 'f'))) return false;
        }

        result = new Digest(hex);
        return true;
    }

    /// <summary>Equal texts.</summary>
    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    /// <summary>Different texts.</summary>
    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Digest other) => string.Equals(Hex, other.Hex, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Hex, StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(Digest other) => string.CompareOrdinal(Hex, other.Hex);

    /// <summary>The text with its algorithm: <c>sha256:…</c>.</summary>
    public override string ToString() => Prefix + Hex;

    private static string Shorten(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "...");

    private sealed class DigestJsonConverter : JsonConverter<Digest>
    {
        public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var digest)
                ? digest
                : throw new JsonException($"'{Shorten(reader.GetString() ?? "null")}' is not a digest.");

        public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        public override Digest ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());
    }
}
