using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MLOpsBuild.Cli.Commands;

/// <summary>The usual help, with the command's examples and, for the whole program, the exit codes.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private const int Width = 120;
    private readonly HelpAction _usual = new() { MaxWidth = Width };

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = _usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        if (command is Verb { Examples.Count: > 0 } verb) Section(output, "Examples:", verb.Examples);
        if (command is RootCommand) Section(output, "Exit codes:", ["0 done, 1 a gate failed, holds or is in error, 2 usage or configuration,", "3 the environment failed (network, registry, disk), 70 a defect of mlops, 130 interrupted"]);
        return exitCode;
    }

    private static void Section(TextWriter output, string title, IEnumerable<string> lines)
    {
        output.Write(title + '\n');
        foreach (var line in lines) output.Write($"  {line}\n");
        output.Write('\n');
    }
}
