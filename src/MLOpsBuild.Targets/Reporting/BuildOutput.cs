using MLOpsBuild.Targets.Parameters;

namespace MLOpsBuild.Targets.Reporting;

/// <summary>The one way to the console: masks secrets, adds colours where they show, and writes whole lines. Thread-safe.</summary>
internal sealed class BuildOutput(BuildEnvironment environment, SecretMask mask)
{
    private readonly Lock _lock = new();

    public int Width { get; } = Math.Max(environment.Width, 60);

    public SecretMask Mask { get; } = mask;

    public void Line(string text = "", Style style = Style.Plain)
    {
        lock (_lock)
        {
            // Lines of their own, not the platform's: a carriage return would reach files and logs.
            foreach (var line in Mask.Apply(text).Split('\n')) environment.Output.Write(Colored(line.TrimEnd('\r'), style) + "\n");
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
