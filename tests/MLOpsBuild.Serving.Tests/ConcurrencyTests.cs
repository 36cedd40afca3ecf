namespace MLOpsBuild.Serving.Tests;

public sealed class ConcurrencyTests
{
    private const string Row = """[{"time":"2001-01-02T08:30","carrier":"AA","distance":100}]""";

    [Fact]
    public async Task One_request_over_the_bound_is_429_with_a_time_to_retry_and_the_others_finish()
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new ManualResetEventSlim();
        var model = ServerFixture.Model(onPredict: () =>
        {
            entered.Release();
            release.Wait();
        });
        await using var server = await (await ServerFixture.StartAsync(model, new ServerOptions { MaxConcurrent = 1 })).WithArrivalsAsync();
        var first = server.PostAsync("/predict", Row);
        await entered.WaitAsync();
        using var content = new StringContent(Row, System.Text.Encoding.UTF8, "application/json");
        using var refused = await server.Client.PostAsync(new Uri("/predict", UriKind.Relative), content);
        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(200, (await server.GetAsync("/v2/health/ready")).Status);
        release.Set();
        Assert.Equal(200, (await first).Status);
    }

    [Fact]
    public async Task Stopping_lets_requests_under_way_finish()
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new ManualResetEventSlim();
        var model = ServerFixture.Model(onPredict: () =>
        {
            entered.Release();
            release.Wait();
        });
        await using var server = await (await ServerFixture.StartAsync(model)).WithArrivalsAsync();
        var first = server.PostAsync("/predict", Row);
        await entered.WaitAsync();
        var stopping = server.Server.StopAsync();
        Assert.False(stopping.IsCompleted);
        release.Set();
        Assert.Equal(200, (await first).Status);
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => server.GetAsync("/v2/health/live"));
    }

    [Fact]
    public async Task Events_and_predictions_at_the_same_time_see_whole_batches_and_the_journal_holds_them_all()
    {
        var folder = Directory.CreateTempSubdirectory("mlops-serving").FullName;
        try
        {
            var options = new ServerOptions { JournalPath = Path.Combine(folder, "events.ndjson"), MaxConcurrent = 1000 };
            double expected;
            await using (var server = await ServerFixture.StartAsync(options: options))
            {
                await server.PostAsync("/events/arrival", Event(0));
                await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => worker < 4 ? PostEventsAsync(server, worker) : AskAsync(server)));
                expected = await ScoreAsync(server);
            }

            await using var again = await ServerFixture.StartAsync(options: options);
            Assert.Equal(expected, await ScoreAsync(again));
            Assert.Equal(2 + (4 * 25), (await JournalLinesAsync(again, options.JournalPath)).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Event(int delay) => $$"""{"time":"2001-01-01T10:00","carrier":"AA","delay":{{delay}}}""";

    private static async Task PostEventsAsync(ServerFixture server, int worker)
    {
        for (var i = 0; i < 25; i++) Assert.Equal(200, (await server.PostAsync("/events/arrival", Event((worker * 25) + i))).Status);
    }

    private static async Task AskAsync(ServerFixture server)
    {
        for (var i = 0; i < 50; i++)
        {
            // The same row twice: an event between the two would give two scores.
            var (status, body) = await server.PostAsync("/predict", $"[{Row[1..^1]},{Row[1..^1]}]");
            Assert.Equal(200, status);
            Assert.Equal(body.GetProperty("rows")[0].GetRawText(), body.GetProperty("rows")[1].GetRawText());
        }
    }

    private static async Task<double> ScoreAsync(ServerFixture server) =>
        (await server.PostAsync("/predict", Row)).Body.GetProperty("rows")[0].GetProperty("score").GetDouble();

    private static async Task<string[]> JournalLinesAsync(ServerFixture server, string path)
    {
        await server.Server.StopAsync();
        return await File.ReadAllLinesAsync(path);
    }
}
