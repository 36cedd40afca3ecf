using System.Diagnostics;
using System.Globalization;
using FlightDelay;
using MLOpsBuild.Data;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Runs;

/// <summary>The steps of the flight pipeline in a checkout in which all of them are known: in a process that has just begun, and in one that has done it before.</summary>
internal static class PipelineBar
{
    public static async Task RunAsync(string checkout, int rounds)
    {
        var fresh = Enumerable.Range(0, rounds).Select(_ => Parse(Fresh(checkout))).ToArray();
        await HitsAsync(checkout);
        var again = new List<SortedDictionary<string, double>>();
        for (var round = 0; round < rounds; round++) again.Add(await HitsAsync(checkout));

        Console.WriteLine($"{Measuring.Machine}; load over the last minute {Measuring.Load}.\n");
        Console.WriteLine("| step | first run of a process, median, ms | a later run, median, ms | a later run, worst, ms |\n|---|---|---|---|");
        foreach (var step in again[0].Keys)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {step} | {Median(fresh.Select(f => f[step])):f2} | {Median(again.Select(a => a[step])):f2} | {again.Max(a => a[step]):f2} |"));
        }
    }

    /// <summary>One run in this process; a line for each step.</summary>
    public static async Task<int> OnceAsync(string checkout)
    {
        foreach (var (step, milliseconds) in await HitsAsync(checkout)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step} {milliseconds}"));
        return 0;
    }

    private static async Task<SortedDictionary<string, double>> HitsAsync(string checkout)
    {
        var workspace = new Workspace(checkout);
        using var run = new PipelineRun(new FlightDelayPipeline(), workspace, DataLock.Load(workspace.DataLockPath), new RunSettings { Time = TimeProvider.System, Threads = 1, Kind = "benchmark" });
        var started = Stopwatch.GetTimestamp();
        await run.UntilAsync([.. run.Release.All], CancellationToken.None);
        var all = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (run.Steps.FirstOrDefault(s => !s.Cached) is { } missed) throw new InvalidOperationException($"{missed.Name} was no hit ({missed.Why}): run './mlops run' in {checkout} first.");
        return new SortedDictionary<string, double>(run.Steps.ToDictionary(s => s.Name, s => s.Seconds * 1000), StringComparer.Ordinal) { [$"all {run.Steps.Count}, with their order and the record"] = all };
    }

    private static string Fresh(string checkout)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(PipelineBar).Assembly.Location, "once", checkout]) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"A run in another process ended with {process.ExitCode}.");
    }

    private static SortedDictionary<string, double> Parse(string said) => new(
        said.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)),
        StringComparer.Ordinal);

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
