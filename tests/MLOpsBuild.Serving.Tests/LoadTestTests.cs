using System.Text;
using Microsoft.AspNetCore.Http;
using MLOpsBuild.Serving.Load;
using MLOpsBuild.Serving.Measurement;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Serving.Tests;

[CollectionDefinition(nameof(AloneOnTheMachine), DisableParallelization = true)]
public sealed class AloneOnTheMachine;

[Collection(nameof(AloneOnTheMachine))]
public sealed class LoadTestTests
{
    private static readonly byte[] Row = Encoding.UTF8.GetBytes("""[{"time":"2001-01-02T08:30","carrier":"AA","distance":100}]""");

    private static LoadOptions Options => new()
    {
        Rate = 200,
        Duration = TimeSpan.FromSeconds(1),
        Warmup = TimeSpan.FromSeconds(0.3),
        Body = _ => Row,
        P99Limit = TimeSpan.FromSeconds(2),
        MinCompleted = 200,
        MaxLag = TimeSpan.FromSeconds(1),
    };

    private static readonly LoadResult Good = new(
        1000, 1000, new Dictionary<string, long>(), TimeSpan.FromSeconds(1), Ms(1), Ms(10), Ms(20), Ms(30), Ms(8), Ms(2), GateResult.Error("load", ""));

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    [Fact]
    public async Task A_server_that_keeps_up_passes()
    {
        await using var server = await (await ServerFixture.StartAsync()).WithArrivalsAsync();
        var result = await LoadTest.RunAsync(server.Server.Address, Options with { Check = body => body.Span.IndexOf("score"u8) >= 0 ? null : "no score" }, TimeProvider.System);
        Assert.Equal(Verdict.Pass, result.Gate.Verdict);
        Assert.Equal((200, 200), (result.Planned, result.Completed));
        Assert.Contains("endpoint=\"predict\",status=\"200\"} 260\n", await server.MetricsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_is_late_itself_is_made_again_and_then_holds()
    {
        await using var server = await (await ServerFixture.StartAsync()).WithArrivalsAsync();
        var options = Options with { Duration = Ms(100), Warmup = TimeSpan.Zero, MaxLag = Ms(-1), Attempts = 3 };
        var result = await LoadTest.RunAsync(server.Server.Address, options, TimeProvider.System);
        Assert.Equal(Verdict.Hold, result.Gate.Verdict);
        Assert.Contains("endpoint=\"predict\",status=\"200\"} 60\n", await server.MetricsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stall_shows_in_every_request_that_was_due_meanwhile()
    {
        var served = 0;
        using var stalled = new SemaphoreSlim(1, 1);
        await using var server = await AnythingServer.StartAsync(async http =>
        {
            // One at a time; the hundredth stops everything for half a second.
            await stalled.WaitAsync();
            if (++served == 160) await Task.Delay(500);
            stalled.Release();
            await http.Response.WriteAsync("{}");
        });
        var result = await LoadTest.RunAsync(server.Address, Options with { P99Limit = Ms(300) }, TimeProvider.System);

        // About a hundred of two hundred were due in the half second; a generator that waited for answers would have seen one slow request.
        Assert.Equal(Verdict.Fail, result.Gate.Verdict);
        Assert.True(result.P99 > Ms(300), $"{result.P99}");
        Assert.Equal(200, result.Completed);
    }

    [Fact]
    public async Task Errors_are_counted_by_kind_and_fail()
    {
        await using var server = await AnythingServer.StartAsync(http =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        var result = await LoadTest.RunAsync(server.Address, Options with { Duration = Ms(200) }, TimeProvider.System);
        Assert.Equal(Verdict.Fail, result.Gate.Verdict);
        Assert.Equal(40, result.Errors["status 503"]);
        Assert.Null(result.P99);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_runs_into_timeouts_and_full_places()
    {
        await using var server = await AnythingServer.StartAsync(http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        var options = Options with { Duration = Ms(500), Warmup = TimeSpan.Zero, MaxInFlight = 10, Timeout = Ms(200) };
        var result = await LoadTest.RunAsync(server.Address, options, TimeProvider.System);
        Assert.Equal(Verdict.Fail, result.Gate.Verdict);
        Assert.True(result.Errors["timeout"] >= 10);
        Assert.True(result.Errors["not sent: 10 requests were waiting"] > 0);
        Assert.True(result.P50 >= Ms(200));
    }

    [Fact]
    public async Task A_wrong_answer_is_an_error_although_its_status_is_good()
    {
        await using var server = await AnythingServer.StartAsync(http => http.Response.WriteAsync("{}"));
        var result = await LoadTest.RunAsync(server.Address, Options with { Duration = Ms(100), Check = _ => "empty" }, TimeProvider.System);
        Assert.Equal(20, result.Errors["wrong answer: empty"]);
    }

    [Fact]
    public async Task No_server_is_an_error()
    {
        var server = await ServerFixture.StartAsync();
        var address = server.Server.Address;
        await server.DisposeAsync();
        Assert.Equal(Verdict.Error, (await LoadTest.RunAsync(address, Options with { Duration = Ms(100), Warmup = TimeSpan.Zero }, TimeProvider.System)).Gate.Verdict);
    }

    [Fact]
    public void A_test_that_was_late_itself_decides_nothing()
    {
        var options = Options with { MaxLag = Ms(20), P99Limit = Ms(50) };
        Assert.Equal(Verdict.Pass, LoadVerdict.Judge(Good, options).Verdict);
        var late = LoadVerdict.Judge(Good with { LagP99 = Ms(21) }, options);
        Assert.Equal(Verdict.Hold, late.Verdict);
        Assert.Contains("could not keep its own schedule", late.Summary, StringComparison.Ordinal);
        Assert.Equal(Verdict.Hold, LoadVerdict.Judge(Good with { LagP99 = Ms(21), P99 = Ms(60) }, options).Verdict);
    }

    [Fact]
    public void Errors_of_the_server_fail_even_when_the_test_was_late_but_unsent_requests_do_not()
    {
        var options = Options with { MaxLag = Ms(20), MaxErrorShare = 0.01 };
        Assert.Equal(Verdict.Pass, LoadVerdict.Judge(Good with { Errors = new Dictionary<string, long> { ["status 500"] = 10 } }, options).Verdict);
        var late = Good with { LagP99 = Ms(21) };
        Assert.Equal(Verdict.Fail, LoadVerdict.Judge(late with { Errors = new Dictionary<string, long> { ["status 500"] = 11 } }, options).Verdict);
        Assert.Equal(Verdict.Hold, LoadVerdict.Judge(late with { Errors = new Dictionary<string, long> { ["not sent: 256 requests were waiting"] = 500 } }, options).Verdict);
        Assert.Equal(Verdict.Fail, LoadVerdict.Judge(Good with { Errors = new Dictionary<string, long> { ["not sent: 256 requests were waiting"] = 500 } }, options).Verdict);
    }

    [Fact]
    public void Too_few_answers_are_a_hold_and_a_slow_percentile_fails()
    {
        Assert.Equal(Verdict.Hold, LoadVerdict.Judge(Good with { Completed = 199 }, Options).Verdict);
        Assert.Equal(Verdict.Fail, LoadVerdict.Judge(Good with { P99 = Ms(2001) }, Options).Verdict);
    }

    [Fact]
    public void Quantiles_are_within_one_part_in_128_of_the_sorted_durations()
    {
        var random = new Random(7);
        var histogram = new LatencyHistogram();
        var all = new long[10_000];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = (long)Math.Exp(random.NextDouble() * 20);
            histogram.Add(TimeSpan.FromMicroseconds(all[i]));
        }

        Array.Sort(all);
        foreach (var share in new[] { 0.0001, 0.1, 0.5, 0.9, 0.99, 0.999, 1 })
        {
            var exact = all[(int)Math.Ceiling(share * all.Length) - 1];
            Assert.InRange(histogram.Quantile(share)!.Value.TotalMicroseconds, exact, exact * (1 + (1.0 / 128)));
        }
    }

    [Fact]
    public void Every_duration_lies_in_a_bucket_that_ends_at_or_after_it_and_before_the_next()
    {
        for (long value = 0, step = 1; value < 3_600_000_000; value += step, step += step / 100 + 1)
        {
            var index = LatencyHistogram.IndexOf(value);
            Assert.InRange(value, index == 0 ? 0 : LatencyHistogram.UpperEdge(index - 1) + 1, LatencyHistogram.UpperEdge(index));
        }

        Assert.Null(new LatencyHistogram().Quantile(0.5));
    }
}
