using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using MLOpsBuild.Cli.Output;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Says what is wrong with a command line, what was probably meant, and where to read more.</summary>
internal static class UsageError
{
    /// <summary>What is wrong; null when nothing is.</summary>
    public static Reply? Find(ParseResult parsed) => parsed.Action is ParseErrorAction || (parsed.Action is not HelpWithExamples && Mistyped(parsed).Any()) ? Of(parsed) : null;

    /// <summary>The command as one writes it: <c>mlops data add</c>.</summary>
    public static string Line(Command command) => command is RootCommand
        ? CommandTree.Program
        : $"{(command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? Line(parent) + " " : "")}{command.Name}";

    private static Reply Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var mistyped = Mistyped(parsed).ToArray();
        var lines = (mistyped.Length > 0 ? mistyped : parsed.UnmatchedTokens).Select(token => Unknown(token, command)).ToList();
        if (lines.Count == 0 && IsGroup(command)) lines.Add($"Say what to do with '{command.Name}': {string.Join(", ", Names(command))}.");
        // What is unmatched was said above in better words; the rest is about values.
        if (lines.Count == 0) lines.AddRange(parsed.Errors.Select(e => e.Message));
        lines.Add($"See '{Line(command)} --help'.");
        return Reply.Failed(ExitCodes.Usage, string.Join(Environment.NewLine, lines.Distinct()));
    }

    /// <summary>Options that are none: the parser takes an unknown one for the value of an argument.</summary>
    private static IEnumerable<string> Mistyped(ParseResult parsed) => parsed.Tokens
        .TakeWhile(t => t.Type != TokenType.DoubleDash)
        .Where((t, i) => t.Type == TokenType.Argument && t.Value.Length > 1 && t.Value[0] == '-' && !char.IsAsciiDigit(t.Value[1]) && !(i > 0 && parsed.Tokens[i - 1].Value == SharedOptions.Sort))
        .Select(t => t.Value);

    private static string Unknown(string token, Command command)
    {
        if (token.StartsWith('-'))
        {
            var options = Options(command).Order(StringComparer.Ordinal).ToArray();
            return $"'{token}' is no option of '{Line(command)}'. {NearestName.Hint(token, options)}";
        }

        return IsGroup(command) || command is RootCommand
            ? $"'{token}' is no command of '{Line(command)}'. {NearestName.Hint(token, [.. Names(command)])}"
            : $"'{Line(command)}' does not take '{token}'.";
    }

    private static bool IsGroup(Command command) => command.Subcommands.Count > 0;

    private static IEnumerable<string> Names(Command command) => command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Options(Command command)
    {
        var inherited = command.Parents.OfType<Command>().SelectMany(parent => Ancestors(parent)).SelectMany(c => c.Options).Where(o => o.Recursive);
        return command.Options.Concat(inherited).Where(o => !o.Hidden).Select(o => o.Name).Distinct();
    }

    private static IEnumerable<Command> Ancestors(Command command) => command.Parents.OfType<Command>().SelectMany(Ancestors).Prepend(command);
}
