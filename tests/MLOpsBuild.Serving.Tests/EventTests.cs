using MLOpsBuild.Serving.Histories;

namespace MLOpsBuild.Serving.Tests;

public sealed class EventTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-serving").FullName;

    private string Journal => Path.Combine(_folder, "events.ndjson");

    private ServerOptions Kept => new() { JournalPath = Journal };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Events_are_applied_in_order_and_refusals_are_named()
    {
        await using var server = await ServerFixture.StartAsync();
        var (status, body) = await server.PostAsync("/events/arrival", """
            [{"time":"2001-01-01T12:00","carrier":"AA","delay":1},{"time":"2001-01-01T11:00","carrier":"AA","delay":1},{"time":"2001-01-01T13:00","carrier":"CRASH","delay":1},
             {"time":"2001-01-01T14:00","carrier":"AA","delay":1}]
            """);
        Assert.Equal(200, status);
        Assert.Equal(
            """{"accepted":2,"refused":2,"asOf":"2001-01-01T14:00:00","errors":[{"event":1,"error":"It is older than what is known."},"""
            + """{"event":2,"error":"The feature code failed: no such carrier"}]}""",
            body.GetRawText());
        Assert.Equal("2001-01-01T14:00:00", (await server.GetAsync("/history")).Body.GetProperty("asOf").GetString());
    }

    [Fact]
    public async Task One_event_and_lines_of_events_are_taken()
    {
        await using var server = await ServerFixture.StartAsync();
        var one = """{"time":"2001-01-01T12:00","carrier":"AA","delay":1}""";
        Assert.Equal(1, (await server.PostAsync("/events/arrival", one)).Body.GetProperty("accepted").GetInt32());
        Assert.Equal(2, (await server.PostAsync("/events/arrival", one + "\n\r\n" + one + "\n", "application/x-ndjson")).Body.GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task A_batch_of_refused_events_is_no_success()
    {
        await using var server = await (await ServerFixture.StartAsync()).WithArrivalsAsync();
        var (status, body) = await server.PostAsync("/events/arrival", """{"time":"2000-01-01T12:00","carrier":"AA","delay":1}""");
        Assert.Equal(422, status);
        Assert.Equal("No event was accepted.", body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_malformed_batch_changes_nothing()
    {
        await using var server = await ServerFixture.StartAsync();
        var (status, body) = await server.PostAsync("/events/arrival", "{\"time\":\"2001-01-01T12:00\",\"carrier\":\"AA\",\"delay\":1}\n{\"late\":1}\n{", "application/x-ndjson");
        Assert.Equal(400, status);
        Assert.Contains("line 2: field 'late' is unknown; there are time, carrier, delay.", body.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("line 3: ", body.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Null(server.Server.AsOf);
    }

    [Fact]
    public async Task An_unknown_kind_is_a_404_that_lists_the_known_ones()
    {
        await using var server = await ServerFixture.StartAsync();
        var (status, body) = await server.PostAsync("/events/departure", "{}");
        Assert.Equal(404, status);
        Assert.Equal("The kind of event 'departure' is unknown; there are arrival.", body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task The_journal_brings_the_history_back()
    {
        await using (await (await ServerFixture.StartAsync(options: Kept)).WithArrivalsAsync()) { }
        await using var again = await ServerFixture.StartAsync(options: Kept);
        Assert.Equal(new DateTime(2001, 1, 1, 12, 0, 0), again.Server.AsOf);
        var (_, body) = await again.PostAsync("/predict", """[{"time":"2001-01-02T08:30","carrier":"AA","distance":100}]""");
        Assert.Equal(67.25, body.GetProperty("rows")[0].GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task Other_features_get_their_history_from_the_journal_when_the_model_is_swapped()
    {
        await using var server = await (await ServerFixture.StartAsync(options: Kept)).WithArrivalsAsync();
        await server.Server.SwapAsync(ServerFixture.Model(version: "2"));
        Assert.Equal("2", server.Server.Model.Version);
        Assert.Equal(new DateTime(2001, 1, 1, 12, 0, 0), server.Server.AsOf);
    }

    [Fact]
    public async Task Any_cut_of_the_journal_starts_with_the_whole_events_before_it_and_goes_on()
    {
        await using (await (await ServerFixture.StartAsync(options: Kept)).WithArrivalsAsync()) { }
        var whole = await File.ReadAllBytesAsync(Journal);
        for (var length = 0; length < whole.Length; length += 3)
        {
            await File.WriteAllBytesAsync(Journal, whole[..length]);
            var lines = whole.AsSpan(0, length).Count((byte)'\n');
            await using (var server = await ServerFixture.StartAsync(options: Kept))
            {
                Assert.Equal(lines <= 1 ? null : new DateTime(2001, 1, 1, 8 + lines, 0, 0), server.Server.AsOf);
                await server.PostAsync("/events/arrival", """{"time":"2001-01-01T20:00","carrier":"AA","delay":1}""");
            }

            Assert.Equal(Math.Max(lines, 1) + 1, (await File.ReadAllLinesAsync(Journal)).Length);
        }
    }

    [Theory]
    [InlineData("{\"kind\":\"arrival\",\"event\":{\"time\":\"2001-01-01T10:00:00\"}}", "field 'carrier' is missing")]
    [InlineData("{\"kind\":\"landing\",\"event\":{}}", "The kind 'landing' is unknown; there are arrival.")]
    [InlineData("nonsense", "is not JSON")]
    [InlineData("{\"kind\":\"arrival\",\"event\":{\"time\":\"1999-01-01T10:00:00\",\"carrier\":\"AA\",\"delay\":1}}", "It is older than what is known.")]
    public async Task A_broken_line_inside_the_journal_stops_the_start_and_names_the_line(string line, string message)
    {
        await using (await (await ServerFixture.StartAsync(options: Kept)).WithArrivalsAsync()) { }
        await File.AppendAllTextAsync(Journal, line + "\n");
        var refused = await Assert.ThrowsAsync<JournalException>(() => ServerFixture.StartAsync(options: Kept));
        Assert.Equal(5, refused.Line);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_left_alone()
    {
        await File.WriteAllTextAsync(Journal, "precious");
        await Assert.ThrowsAsync<JournalException>(() => ServerFixture.StartAsync(options: Kept));
        Assert.Equal("precious", await File.ReadAllTextAsync(Journal));
    }

    [Fact]
    public async Task Two_servers_cannot_share_a_journal()
    {
        await using var server = await ServerFixture.StartAsync(options: Kept);
        await Assert.ThrowsAsync<IOException>(() => ServerFixture.StartAsync(options: Kept));
    }
}
