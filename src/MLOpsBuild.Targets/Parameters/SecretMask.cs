using System.Text;

namespace MLOpsBuild.Targets.Parameters;

/// <summary>Hides the values of secrets in texts. Thread-safe.</summary>
internal sealed class SecretMask
{
    private const string Stars = "***";
    private const int LeastPart = 4;
    private volatile string[] _hidden = [];

    /// <summary>The single lines that are hidden, for hosts that hide them too.</summary>
    public IReadOnlyList<string> Hidden => _hidden;

    /// <summary>Hides a value from now on: each of its lines, and the forms in which it may be part of an address or a header.</summary>
    public void Hide(string value)
    {
        var lines = value.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // A brace on a line of its own in a key file is no secret; a secret of one line is, however short.
        var forms = lines.Where(v => lines.Length == 1 || v.Length >= LeastPart)
            .SelectMany(v => new[] { v, Uri.EscapeDataString(v), Convert.ToBase64String(Encoding.UTF8.GetBytes(v)) });
        // The longest first, so that no part of a longer secret stays behind a shorter one.
        _hidden =
        [
            .. _hidden.Concat(forms).Distinct().OrderByDescending(v => v.Length).ThenBy(v => v, StringComparer.Ordinal),
        ];
    }

    public string Apply(string text)
    {
        foreach (var hidden in _hidden) text = text.Replace(hidden, Stars, StringComparison.Ordinal);
        return text;
    }
}
