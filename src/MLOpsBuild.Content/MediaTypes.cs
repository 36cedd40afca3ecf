using System.Buffers;

namespace MLOpsBuild.Content;

/// <summary>Media types and annotation keys of the OCI image specification 1.1.</summary>
public static class MediaTypes
{
    /// <summary>An image manifest.</summary>
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>An image index.</summary>
    public const string Index = "application/vnd.oci.image.index.v1+json";

    /// <summary>The empty JSON object.</summary>
    public const string Empty = "application/vnd.oci.empty.v1+json";

    /// <summary>Bytes of no stated kind.</summary>
    public const string Bytes = "application/octet-stream";

    /// <summary>The annotation that holds a tag in an index.</summary>
    public const string RefName = "org.opencontainers.image.ref.name";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&^_.+-");

    /// <summary>True for <c>type/subtype</c> as RFC 6838 writes it, without parameters.</summary>
    public static bool IsValid(string? text)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return slash > 0 && IsName(text.AsSpan(0, slash)) && IsName(text.AsSpan(slash + 1));
    }

    internal static string Check(string text, string parameter) => IsValid(text)
        ? text
        : throw new ArgumentException($"'{Plain.Line(text)}' is no media type; it has the form type/subtype, as {Manifest} has.", parameter);

    private static bool IsName(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= 127 && char.IsAsciiLetterOrDigit(name[0]) && !name.ContainsAnyExcept(Allowed);
}
