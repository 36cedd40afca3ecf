using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;

namespace MLOpsBuild.Cli.Commands;

/// <summary>All commands.</summary>
internal sealed class CommandTree
{
    /// <summary>The program's name in help and messages.</summary>
    public const string Program = "mlops";

    public CommandTree(CommandHost host)
    {
        Root = new RootCommand("Builds, gates, promotes and serves the models of this repository. './build.sh' runs its targets; this command looks at what they made and works with it.")
        {
            HelpName = Program,
        };
        Root.Options.Add(host.Shared.Json);
        Root.Options.Add(host.Shared.Quiet);
        foreach (var command in Commands(host)) Root.Subcommands.Add(command);
        foreach (var suggest in Root.Directives.OfType<SuggestDirective>().ToArray()) Root.Directives.Remove(suggest);
        if (Root.Options.OfType<HelpOption>().FirstOrDefault() is { } help) help.Action = new HelpWithExamples();
    }

    /// <summary>The program.</summary>
    public RootCommand Root { get; }

    private static IEnumerable<Command> Commands(CommandHost host) =>
    [
        DataCommand.Create(host),
        RunCommand.Create(host),
        RunsCommand.Create(host),
        LineageCommand.Create(host),
        TuneCommand.Create(host),
        WhyCommand.Create(host),
        CacheCommand.Create(host),
        ReproduceCommand.Create(host),
        MetricsCommand.Create(host),
        ModelCommand.Create(host),
        ScoreCommand.Create(host),
        ServeCommand.Create(host),
        .. EnvironmentCommands.Create(host),
        CheckCommand.Create(host),
        ReportCommand.Create(host),
        CompletionCommand.Create(host),
    ];
}
