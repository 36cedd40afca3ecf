using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MLOpsBuild.EndToEnd.Tests;

/// <summary>April as the server would have lived through it: every departure is asked for, posted, and followed by its arrival.</summary>
public sealed class ReplayTests
{
    private const int EventsPerRequest = 1000;

    private sealed record Flight(string Date, string Destination, int Distance, int Delay)
    {
        public JsonObject AsRow => new() { ["date"] = Date, ["destination"] = Destination, ["distance"] = Distance };

        public JsonObject AsDeparture => new() { ["date"] = Date, ["destination"] = Destination };

        public JsonObject AsArrival => new() { ["date"] = Date, ["destination"] = Destination, ["delay"] = Delay };
    }

    [Fact]
    public async Task Server_fed_event_by_event_gives_the_batch_scores_of_every_April_flight_and_an_error_while_history_is_missing()
    {
        var stop = TestContext.Current.CancellationToken;
        using var clone = new ScratchClone();
        var (exitCode, output) = clone.Build("Package");
        Assert.True(exitCode == 0, output);
        var march = Flights(clone, "2001-03");
        var april = Flights(clone, "2001-04");
        var scores = BatchScores(clone, march.Count);
        using var server = clone.Serve();
        using var client = new HttpClient { BaseAddress = server.Address };

        Assert.Contains("14 days", (await PredictAsync(client, april[0], stop)).Error, StringComparison.Ordinal);
        foreach (var part in march.Chunk(EventsPerRequest))
        {
            await PostAsync(client, "departure", part.Select(f => f.AsDeparture), stop);
            await PostAsync(client, "arrival", part.Select(f => f.AsArrival), stop);
        }

        var wrong = new List<string>();
        foreach (var (flight, score) in april.Zip(scores))
        {
            var answer = await PredictAsync(client, flight, stop);
            if (answer.Score != score) wrong.Add($"{flight}: {answer} instead of {score:R}");
            await PostAsync(client, "departure", [flight.AsDeparture], stop);
            await PostAsync(client, "arrival", [flight.AsArrival], stop);
        }

        Assert.Equal(8259, april.Count);
        Assert.Equal(april.Count, scores.Count);
        Assert.True(wrong.Count == 0, $"{wrong.Count} rows differ, the first ones:\n{string.Join('\n', wrong.Take(5))}");
    }

    private static List<Flight> Flights(ScratchClone clone, string month) =>
        [.. clone.Partition(month).Skip(1).Select(line => line.Split(',')).Select(f => new Flight(f[0], f[1], Number(f[2]), Number(f[3])))];

    /// <summary>The scores that <c>mlops score</c> gives the rows of April in a file that begins with March, which warms the history up.</summary>
    private static List<double> BatchScores(ScratchClone clone, int march)
    {
        var file = Path.Combine(clone.Folder, ".mlops", "march-and-april.csv");
        var scored = Path.Combine(clone.Folder, ".mlops", "scored.csv");
        File.WriteAllLines(file, clone.Partition("2001-03").Concat(clone.Partition("2001-04").Skip(1)));
        var (exitCode, output) = clone.Mlops("score", file, "--output", scored);
        Assert.True(exitCode == 0, output);
        return [.. File.ReadLines(scored).Skip(1 + march).Select(line => double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture))];
    }

    private static async Task<(double? Score, string? Error)> PredictAsync(HttpClient client, Flight flight, CancellationToken stop)
    {
        using var response = await client.PostAsJsonAsync("predict", new JsonObject { ["rows"] = new JsonArray(flight.AsRow) }, stop);
        var row = (await response.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("rows")[0];
        return row.TryGetProperty("score", out var score) && score.ValueKind == JsonValueKind.Number ? (score.GetDouble(), null) : (null, row.GetProperty("error").GetString());
    }

    private static async Task PostAsync(HttpClient client, string kind, IEnumerable<JsonNode> events, CancellationToken stop)
    {
        using var response = await client.PostAsJsonAsync($"events/{kind}", new JsonObject { ["events"] = new JsonArray([.. events]) }, stop);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(stop));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
