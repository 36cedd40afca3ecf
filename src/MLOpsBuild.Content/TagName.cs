using System.Buffers;

namespace MLOpsBuild.Content;

/// <summary>What may name something in a layout (the grammar of <c>org.opencontainers.image.ref.name</c>) and in a registry (narrower).</summary>
public static class TagName
{
    private const string LettersAndDigits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static readonly SearchValues<char> InLayouts = SearchValues.Create(LettersAndDigits + "-._:@+/");
    private static readonly SearchValues<char> InRegistries = SearchValues.Create(LettersAndDigits + "-._");

    /// <summary>True for at most 255 letters, digits, <c>-._:@+</c> and inner slashes, beginning with a letter, a digit or <c>_</c>.</summary>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= 255 } && IsStart(name[0]) && name[^1] != '/' && !name.AsSpan().ContainsAnyExcept(InLayouts);

    /// <summary>True for what every registry takes: at most 128 letters, digits, <c>-._</c>, beginning with a letter, a digit or <c>_</c>.</summary>
    public static bool IsValidInRegistry(string? name) =>
        name is { Length: > 0 and <= 128 } && IsStart(name[0]) && !name.AsSpan().ContainsAnyExcept(InRegistries);

    /// <summary>True for a list of referrers, which is kept under a tag that people did not give.</summary>
    public static bool IsOfReferrers(string name) =>
        name.StartsWith("sha256-", StringComparison.Ordinal) && Digest.TryParse("sha256:" + name["sha256-".Length..], out _);

    internal static string Check(string name) => IsValid(name)
        ? name
        : throw new ArgumentException(
            $"'{Plain.Line(name)}' is no tag: a tag has at most 255 letters, digits and -._:@+/ and begins with a letter, a digit or '_'.", nameof(name));

    private static bool IsStart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
