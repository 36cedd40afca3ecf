using System.Text.RegularExpressions;

namespace MLOpsBuild.Targets.Parameters;

/// <summary>The forms of a parameter's name.</summary>
internal static partial class ParameterName
{
    private static readonly string[] WholeWords =
        ["DotNet", "GitHub", "GitVersion", "MSBuild", "NuGet", "ReSharper", "AppVeyor", "TeamCity", "GitLab", "SignPath", "JetBrains"];

    /// <summary>The form on the command line: <c>DataDir</c> becomes <c>data-dir</c>; product names stay whole.</summary>
    public static string Dashed(string name)
    {
        foreach (var word in WholeWords) name = name.Replace(word, word[0] + word[1..].ToLowerInvariant(), StringComparison.Ordinal);
        return Hump().Replace(name, "-").ToLowerInvariant();
    }

    /// <summary>The form for comparing: letters and digits in lower case.</summary>
    public static string Bare(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Hump();
}
