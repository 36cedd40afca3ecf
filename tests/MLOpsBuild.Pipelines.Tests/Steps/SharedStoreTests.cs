using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Steps;

/// <summary>The cache when others share it, when it is damaged, and for verdicts.</summary>
public sealed class SharedStoreTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Two_runners_over_one_store_at_once_are_both_right()
    {
        for (var round = 0; round < 10; round++)
        {
            using var start = new Barrier(2);
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
            {
                var (store, cache) = _bench.Open();
                using var runner = new StepRunner(store, cache, new StepRunOptions { Pipeline = "p", Run = "r", Threads = 2 });
                runner.Add(Enumerable.Range(0, 8).Select(i => Bench.Text($"s{i}", null, i == 0 ? [] : [$"s{i - 1}"])).Append(Bench.Text($"only{round}", null, "s7")));
                start.SignalAndWait();
                await runner.RunAsync([$"only{round}"], default);
                Assert.Equal($"s0+s1+s2+s3+s4+s5+s6+s7+only{round}", runner.Reader().ReadJson(Bench.Out($"only{round}")));
            })));
        }

        Assert.Empty(_bench.Store.Verify());
        Assert.Empty(Directory.EnumerateFiles(_bench.CacheFolder, "*.tmp", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"outputs\":{}}")]
    [InlineData("{\"outputs\":{\"result\":null},\"run\":\"r\"}")]
    [InlineData("{\"outputs\":{\"result\":\"sha256:12\"},\"run\":\"r\"}")]
    [InlineData("\0\0\0\0")]
    public async Task A_damaged_cache_entry_is_a_miss(string damage)
    {
        await Run("a");
        await File.WriteAllTextAsync(Assert.Single(Entries()), damage);

        var again = await Run("a");

        Assert.False(again.Cached);
        Assert.Equal("its result was not kept", again.Why);
        Assert.True((await Run("a")).Cached);
    }

    [Fact]
    public async Task A_result_whose_bytes_are_gone_is_a_miss()
    {
        var first = await Run("a");
        Assert.True(_bench.Store.Remove(first.Outputs["result"]));

        var again = await Run("a");

        Assert.False(again.Cached);
        Assert.Equal(first.Outputs["result"], again.Outputs["result"]);
        Assert.True(_bench.Store.Contains(first.Outputs["result"]));
    }

    [Fact]
    public async Task A_damaged_memory_of_the_last_key_only_loses_the_explanation()
    {
        await Run("a");
        foreach (var path in Directory.EnumerateFiles(Path.Combine(_bench.CacheFolder, "last"), "*", SearchOption.AllDirectories)) await File.WriteAllTextAsync(path, "{ broken");

        Assert.True((await Run("a")).Cached);
    }

    [Theory]
    [InlineData(Verdict.Fail)]
    [InlineData(Verdict.Hold)]
    [InlineData(Verdict.Error)]
    public async Task A_verdict_that_is_no_pass_is_not_kept(Verdict verdict)
    {
        await Check(verdict);

        var again = await Check(Verdict.Pass);

        Assert.False(again.Cached);
        Assert.Equal("its result was not kept", again.Why);
    }

    [Fact]
    public async Task A_passing_verdict_is_kept()
    {
        await Check(Verdict.Pass);

        Assert.True((await Check(Verdict.Fail)).Cached);
    }

    [Theory]
    [InlineData(Verdict.Pass, true)]
    [InlineData(Verdict.Fail, true)]
    [InlineData(Verdict.Hold, true)]
    [InlineData(Verdict.Error, false)]
    public async Task What_the_inputs_alone_decide_is_kept_unless_it_is_an_error(Verdict verdict, bool kept)
    {
        await Check(verdict, kept: KeptVerdicts.Judgements);

        Assert.Equal(kept, (await Check(Verdict.Pass, kept: KeptVerdicts.Judgements)).Cached);
    }

    [Fact]
    public async Task A_forced_check_that_fails_takes_the_earlier_pass_away()
    {
        await Check(Verdict.Pass);
        await Check(Verdict.Fail, force: true);

        Assert.False((await Check(Verdict.Pass)).Cached);
    }

    private async Task<StepRun> Run(string name)
    {
        using var runner = _bench.Runner(Bench.Text(name));
        await runner.RunAsync([name], default);
        return Assert.Single(runner.Finished);
    }

    private async Task<StepRun> Check(Verdict verdict, bool force = false, KeptVerdicts kept = KeptVerdicts.Passes)
    {
        var output = new Artifact<GateResult>("check");
        var step = new Step
        {
            Name = "check",
            Kept = kept,
            Execute = (context, _) =>
            {
                context.Write(output, new GateResult("api", verdict, "said so", []));
                return Task.CompletedTask;
            },
        };
        using var runner = _bench.Runner(new StepRunOptions { Pipeline = "p", Run = "r", Force = force ? new HashSet<string> { "check" } : [] }, step);
        await runner.RunAsync(["check"], default);
        return Assert.Single(runner.Finished);
    }

    private string[] Entries() => Directory.GetFiles(Path.Combine(_bench.CacheFolder, "results"), "*", SearchOption.AllDirectories);
}
