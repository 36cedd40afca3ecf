using System.Net.Http.Headers;
using System.Text;

namespace MLOpsBuild.Content;

/// <summary>What a registry wants to see before it serves a request: the scheme and parameters of <c>WWW-Authenticate</c>.</summary>
internal sealed record Challenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>The strongest challenge that is understood; null for none.</summary>
    public static Challenge? Of(HttpResponseHeaders headers)
    {
        foreach (var scheme in new[] { "Bearer", "Basic" })
        {
            var value = headers.WwwAuthenticate.FirstOrDefault(v => v.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase));
            if (value is not null) return new Challenge(scheme, Read(value.Parameter ?? ""));
        }

        return null;
    }

    /// <summary>Reads <c>name=value, name="quoted \" value"</c>; what does not fit ends the list.</summary>
    internal static Dictionary<string, string> Read(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < text.Length;)
        {
            while (at < text.Length && text[at] is ' ' or ',' or '\t') at++;
            var equals = text.IndexOf('=', at);
            if (equals < 0) break;
            var name = text[at..equals].Trim();
            at = equals + 1;
            found[name] = at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Plain(text, ref at);
        }

        return found;
    }

    private static string Plain(string text, ref int at)
    {
        var end = text.IndexOf(',', at);
        if (end < 0) end = text.Length;
        var value = text[at..end].Trim();
        at = end;
        return value;
    }

    private static string Quoted(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length) at++;
            value.Append(text[at]);
        }

        at++;
        return value.ToString();
    }
}
