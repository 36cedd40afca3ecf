using FlightDelay;
using FlightDelayMinutes;
using MLOpsBuild.Cli.Commands;
using MLOpsBuild.Pipelines.Definition;

/// <summary>One executable, two fronts: <c>./build.sh</c> runs targets, <c>./mlops</c> runs commands.</summary>
public static class Program
{
    /// <summary>The repository's pipelines: a new one is added here.</summary>
    public static IReadOnlyList<IPipeline> Pipelines { get; } = [new FlightDelayPipeline(), new FlightDelayMinutesPipeline()];

    public static int Main(string[] arguments)
    {
        if (arguments is [":mlops", .. var command]) return MlopsCommand.Run(command, Pipelines);
        var exitCode = Build.Run();
        if (Build.ClosingLine is { } line) Console.WriteLine(line);
        return exitCode;
    }
}
