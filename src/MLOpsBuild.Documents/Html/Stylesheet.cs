using System.Security.Cryptography;
using System.Text;

namespace MLOpsBuild.Documents.Html;

/// <summary>Style rules written by us, never by data; a page allows exactly these by their hash.</summary>
public sealed class Stylesheet
{
    private Stylesheet(string css) => Css = css;

    /// <summary>The rules.</summary>
    public string Css { get; }

    /// <summary>The hash by which a content security policy allows them: <c>sha256-…</c>.</summary>
    public string Hash => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)));

    /// <summary>Rules out of a resource of an assembly.</summary>
    /// <exception cref="ArgumentException">There is no such resource, or it has characters that could end the style element or load something.</exception>
    public static Stylesheet FromResource(System.Reflection.Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"There is no resource '{name}'.", nameof(name));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var css = reader.ReadToEnd().ReplaceLineEndings("\n");
        if (css.AsSpan().ContainsAny('<', '&') || css.Contains("url(", StringComparison.OrdinalIgnoreCase) || css.Contains("@import", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"The resource '{name}' has '<', '&', 'url(' or '@import', which our style sheets do without.", nameof(name));
        return new Stylesheet(css);
    }

    /// <summary>The rules of both, in this order.</summary>
    public Stylesheet Then(Stylesheet other) => new(Css + other.Css);
}
