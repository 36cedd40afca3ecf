using System.Diagnostics;
using System.Globalization;
using MLOpsBuild.Pipelines.Runs;

namespace MLOpsBuild.Cli.Tests.Processes;

/// <summary>Runs in processes of their own: two at once, and killed at any instant. <c>MLOPS_KILLS</c> sets how many, for more than a build has time for.</summary>
public sealed class SideBySideTests : IDisposable
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("MLOPS_KILLS") ?? "6", CultureInfo.InvariantCulture);
    private readonly ScratchRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Two_runs_at_once_are_both_right_and_compute_no_step_twice()
    {
        using var one = Worker.Start(_repository.Root, "run", "orders-late");
        using var two = Worker.Start(_repository.Root, "run", "orders-late");
        var said = await Task.WhenAll(EndAsync(one), EndAsync(two));

        Assert.All(said, s => Assert.Equal((0, true), (s.ExitCode, s.Output.Contains("model sha256:", StringComparison.Ordinal))));
        var records = RunLog.Of(_repository.Workspace).All().ToArray();
        Assert.Equal(2, records.Length);
        Assert.Equal(records[0].Model, records[1].Model);
        Assert.All(records.SelectMany(r => r.Steps).GroupBy(s => s.Key), same => Assert.Single(same, s => !s.Cached));
    }

    [Fact]
    [Trait("Repeats", "Kills")]
    public async Task Killed_at_any_instant_the_next_run_runs_only_what_had_not_finished()
    {
        var clean = _repository.Run("run", "--quiet").Output;
        var random = new Random(20260401);
        var span = 1500.0;
        for (var kill = 0; kill < Kills; kill++)
        {
            Directory.Delete(_repository.PathOf(".mlops/cache"), recursive: true);
            using var worker = Worker.Start(_repository.Root, "run", "orders-late");
            await worker.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var watch = Stopwatch.StartNew();
            await Task.WhenAny(worker.WaitForExitAsync(TestContext.Current.CancellationToken), Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * span), TestContext.Current.CancellationToken));
            span = worker.HasExited ? watch.Elapsed.TotalMilliseconds : span * 1.2;
            worker.Kill();
            await worker.WaitForExitAsync(TestContext.Current.CancellationToken);
            var finished = Finished();

            var next = _repository.Run("run", "--quiet");

            Assert.True(next.ExitCode == 0, next.Error);
            Assert.Equal(clean, next.Output);
            Assert.All(RunLog.Of(_repository.Workspace).Find("latest").Steps, s => Assert.Equal(finished.Contains(s.Key.Hex), s.Cached));
        }
    }

    [Fact]
    public async Task The_number_of_processors_is_in_no_result()
    {
        foreach (var processors in (string[])["1", "2", "7"])
        {
            using var worker = Worker.Start(_repository.Root, [("DOTNET_PROCESSOR_COUNT", processors)], ["run", "orders-late", "--no-cache"]);
            var (exitCode, output) = await EndAsync(worker);
            Assert.True(exitCode == 0, output);
        }

        var records = RunLog.Of(_repository.Workspace).All().ToArray();
        Assert.Equal([1, 2, 7], records.Select(r => r.Threads).Order());
        Assert.Equal(3, records.Length);
        Assert.All(records, r => Assert.All(r.Steps.Zip(records[0].Steps), pair => Assert.Equal(pair.Second.Outputs, pair.First.Outputs)));
    }

    /// <summary>The keys whose results were kept before the process died.</summary>
    private HashSet<string> Finished()
    {
        var folder = _repository.PathOf(".mlops/cache/results");
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)!).Where(n => !n.StartsWith('.'))]
            : [];
    }

    private static async Task<(int ExitCode, string Output)> EndAsync(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await errors);
    }
}
