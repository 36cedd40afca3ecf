using Spectre.Console;

namespace MLOpsBuild.Cli.Output;

/// <summary>Where a command writes: results to one stream, messages and progress to the other.</summary>
internal sealed class Terminal
{
    // A pipe has no width: what is wrapped at a guess can not be searched or compared.
    private const int Unbounded = 10_000;
    private readonly System.Threading.Lock _gate = new();
    private readonly IAnsiConsole _result;
    private readonly IAnsiConsole _messages;
    private volatile StatusContext? _status;

    public Terminal(TextWriter output, TextWriter error, TerminalSettings settings)
    {
        Output = output;
        Error = error;
        Settings = settings;
        _result = Console(output, settings.OutputIsTerminal, settings.IsPlain);
        _messages = Console(error, settings.ErrorIsTerminal, settings.IsPlain);
    }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public TerminalSettings Settings { get; }

    /// <summary>Shows parts of a result: with borders on a terminal, as plain aligned text elsewhere.</summary>
    public void Show(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            if (block is Grid grid && grid.Rows.Count > 0 && Settings.OutputIsTerminal && SpectreGrid.Fits(grid, _result.Profile.Width)) _result.Write(SpectreGrid.Of(grid));
            else foreach (var line in block is Grid plain ? PlainGrid.Format(plain) : ((Lines)block).Texts) WriteLine(line);
        }
    }

    /// <summary>One line of a result.</summary>
    public void WriteLine(string line)
    {
        lock (_gate) Output.Write(SafeText.OfLines(line) + '\n');
    }

    /// <summary>One line of progress, which is no part of the result.</summary>
    public void Note(string line)
    {
        lock (_gate)
        {
            // Through the console that may be showing a spinner: it steps aside for the line.
            if (Settings.ErrorIsTerminal) _messages.Write(new Text(SafeText.OfLines(line) + "\n"));
            else Error.Write(SafeText.OfLines(line) + '\n');
        }
    }

    /// <summary>An error, in red where colour is wanted.</summary>
    public void Fail(string message)
    {
        lock (_gate)
        {
            if (Settings.ErrorIsTerminal && !Settings.IsPlain) _messages.Write(new Text(SafeText.OfLines(message) + "\n", new Style(Color.Red)));
            else Error.Write(SafeText.OfLines(message) + '\n');
        }
    }

    /// <summary>Does some work; on a terminal, a spinner says that it goes on.</summary>
    public async Task<T> WhileAsync<T>(string doing, bool quiet, Func<Task<T>> work)
    {
        if (quiet || !Settings.ErrorIsTerminal || Settings.IsPlain) return await work().ConfigureAwait(false);
        return await _messages.Status().Spinner(Spinner.Known.Line).StartAsync(Markup.Escape(doing), async status =>
        {
            _status = status;
            try
            {
                return await work().ConfigureAwait(false);
            }
            finally
            {
                _status = null;
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Shows how far the work is, where a spinner turns; false where none does and a line has to say it.</summary>
    public bool TryShowProgress(string text)
    {
        if (_status is not { } status) return false;
        status.Status(Markup.Escape(SafeText.OfLines(text)));
        return true;
    }

    private static IAnsiConsole Console(TextWriter writer, bool isTerminal, bool isPlain)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal && !isPlain ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal && !isPlain ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!isTerminal) console.Profile.Width = Unbounded;
        return console;
    }
}

/// <summary>What the streams are.</summary>
/// <param name="OutputIsTerminal">True when a person sees the results as they come.</param>
/// <param name="ErrorIsTerminal">True when a person sees the messages as they come.</param>
/// <param name="IsPlain">True for no colour and nothing that moves: <c>NO_COLOR</c>, a dumb terminal, or continuous integration.</param>
internal sealed record TerminalSettings(bool OutputIsTerminal, bool ErrorIsTerminal, bool IsPlain)
{
    /// <summary>Both streams go to files or pipes.</summary>
    public static TerminalSettings Redirected { get; } = new(false, false, true);

    /// <summary>The streams of this process.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static TerminalSettings OfProcess(Func<string, string?> variable) => new(
        !System.Console.IsOutputRedirected,
        !System.Console.IsErrorRedirected,
        variable("NO_COLOR") is { Length: > 0 } || variable("TERM") == "dumb" || variable("CI") is { Length: > 0 });
}
