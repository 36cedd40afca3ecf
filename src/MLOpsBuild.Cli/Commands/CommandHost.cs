using System.CommandLine;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Runs one command line: parses, opens the repository, carries the command out, and shows its reply.</summary>
internal sealed class CommandHost
{
    private readonly CommandTree _tree;

    public CommandHost(CommandSettings settings)
    {
        Settings = settings;
        Shared = new SharedOptions(settings);
        _tree = new CommandTree(this);
    }

    public CommandSettings Settings { get; }

    public SharedOptions Shared { get; }

    /// <summary>Carries a command line out.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (Suggestions.TryAnswer(_tree.Root, arguments, Settings.Terminal)) return ExitCodes.Done;
        // With nothing asked for, help is the answer, and no error.
        var parsed = _tree.Root.Parse(arguments.Count == 0 ? ["--help"] : arguments);
        if (UsageError.Find(parsed) is { } wrong) return Show(parsed, wrong);
        var streams = new InvocationConfiguration { Output = Settings.Terminal.Output, Error = Settings.Terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(streams, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a command its work.</summary>
    public void Handle(Command command, Func<CommandCall, CancellationToken, Task<Reply>> work) => command.SetAction(async (parsed, cancellationToken) =>
    {
        using var call = new CommandCall(this, parsed);
        Reply reply;
        try
        {
            reply = await work(call, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The outermost boundary: every exception becomes an exit code and a message.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            reply = ExceptionReply.Of(problem);
        }

        return Show(parsed, reply);
    });

    /// <summary>Opens the repository for a command.</summary>
    /// <exception cref="ConfigurationException">There is no repository here, or no such pipeline.</exception>
    public Session Open(SessionOptions options, string? pipeline)
    {
        var root = Place.Root(Settings.Folder);
        var names = Settings.Pipelines.Select(p => p.Name).ToArray();
        var name = pipeline ?? names.FirstOrDefault() ?? throw new ConfigurationException("This repository has no pipeline; add one to build/Program.cs.");
        if (!names.Contains(name)) throw new ConfigurationException($"No pipeline is named '{name}'. {NearestName.Hint(name, names)}");
        return Session.Open(root, Settings.Pipelines, options with { Pipeline = name, Time = Settings.Time, Variable = Settings.Variable });
    }

    private int Show(ParseResult parsed, Reply reply)
    {
        var terminal = Settings.Terminal;
        var quiet = parsed.GetValue(Shared.Quiet);
        if (parsed.GetValue(Shared.Json))
        {
            terminal.WriteLine(JsonReply.Format(PathOf(parsed), reply));
        }
        else
        {
            if (quiet) foreach (var name in reply.Essence) terminal.WriteLine(name);
            else terminal.Show(reply.Body);
            if (!quiet) foreach (var note in reply.Notes) terminal.Note(note);
        }

        if (reply.Error is { } error) terminal.Fail(error);
        return reply.ExitCode;
    }

    /// <summary>The command without the program's name: <c>data status</c>.</summary>
    private static string PathOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var at = parsed.CommandResult; at?.Parent is System.CommandLine.Parsing.CommandResult parent; at = parent) names.Insert(0, at.Command.Name);
        return string.Join(' ', names);
    }
}
