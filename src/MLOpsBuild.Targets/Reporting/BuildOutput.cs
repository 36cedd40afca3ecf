using MLOpsBuild.Targets.Parameters;

namespace MLOpsBuild.Targets.Reporting;

/// <summary>The one way to the console: masks secrets, adds colours where they show, and writes whole lines. Thread-safe.</summary>
internal sealed class BuildOutput(BuildEnvironment environment, SecretMask mask)
{
    private const int MostLive = 8;
    private readonly Lock _lock = new();
    private IReadOnlyList<string> _live = [];
    private int _shown;

    public int Width { get; } = Math.Max(environment.Width, 60);

    public SecretMask Mask { get; } = mask;

    public void Line(string text = "", Style style = Style.Plain)
    {
        lock (_lock)
        {
            Erase();
            // Lines of their own, not the platform's: a carriage return would reach files and logs.
            foreach (var line in Mask.Apply(text).Split('\n')) environment.Output.Write(Colored(line.TrimEnd('\r'), style) + "\n");
            Draw();
            environment.Output.Flush();
        }
    }

    /// <summary>Shows lines below everything else, on a terminal only, until others replace them.</summary>
    public void Live(IReadOnlyList<string> lines)
    {
        lock (_lock)
        {
            _live = lines.Count <= MostLive ? lines : [.. lines.Take(MostLive - 1), $"  and {lines.Count - MostLive + 1} more"];
            Erase();
            Draw();
            environment.Output.Flush();
        }
    }

    /// <summary>Writes a workflow command, whose data must not be masked: it tells the host what to mask.</summary>
    public void Command(string text)
    {
        lock (_lock)
        {
            environment.Output.Write(text + "\n");
            environment.Output.Flush();
        }
    }

    /// <summary>Lists what keeps the build from starting.</summary>
    public int Refuse(BuildConfigurationException exception)
    {
        foreach (var problem in exception.Problems) Line("error: " + problem, Style.Bad);
        Line($"Run {environment.Command} {BuiltIn.Help.Option} for targets and parameters.", Style.Dim);
        return ExitCodes.Usage;
    }

    private void Erase()
    {
        if (_shown > 0) environment.Output.Write($"\e[{_shown}A\e[J");
        _shown = 0;
    }

    // A line that wraps would take more lines than are counted.
    private void Draw()
    {
        foreach (var line in _live) environment.Output.Write(Colored(Mask.Apply(line) is var text && text.Length < Width ? text : text[..(Width - 1)], Style.Dim) + "\n");
        _shown = _live.Count;
    }

    private string Colored(string text, Style style) => (environment.Colors && text.Length > 0, style) switch
    {
        (false, _) or (_, Style.Plain) => text,
        (_, Style.Dim) => $"\e[2m{text}\e[0m",
        (_, Style.Good) => $"\e[32m{text}\e[0m",
        (_, Style.Warning) => $"\e[33m{text}\e[0m",
        (_, Style.Bad) => $"\e[31m{text}\e[0m",
        _ => $"\e[1m{text}\e[0m",
    };
}
