using System.CommandLine;
using System.Globalization;
using MLOpsBuild.Cli.Output;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Answers a shell that completes a command line: <c>mlops "[suggest:12]" "./mlops data "</c>.</summary>
internal static class Suggestions
{
    private const string Start = "[suggest:";

    /// <summary>Prints the completions, one a line; false when none are asked for.</summary>
    public static bool TryAnswer(RootCommand root, IReadOnlyList<string> arguments, Terminal terminal)
    {
        if (arguments is not [var directive, var line] || !directive.StartsWith(Start, StringComparison.Ordinal) || !directive.EndsWith(']')) return false;
        if (!int.TryParse(directive[Start.Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var position)) return false;
        foreach (var name in Of(root, line, position)) terminal.WriteLine(name);
        return true;
    }

    /// <summary>What may stand at a position of a line, sorted. The line begins with the program's name, however it was called.</summary>
    public static IReadOnlyList<string> Of(RootCommand root, string line, int position)
    {
        var typed = line[..Math.Clamp(position, 0, line.Length)];
        var afterProgram = typed.IndexOf(' ', StringComparison.Ordinal);
        if (afterProgram < 0) return [];
        var rest = typed[(afterProgram + 1)..];
        // A word is being typed, or the next one is to begin: an option's alias would only be offered beside its name.
        return [.. root.Parse(rest).GetCompletions(rest.Length).Select(c => c.InsertText ?? c.Label).Where(t => !(t.Length == 2 && t[0] == '-') && t is not "-?" and not "/?" and not "/h").Distinct().Order(StringComparer.Ordinal)];
    }
}
