using MLOpsBuild.Serving.Hosting;

namespace MLOpsBuild.Serving.Tests;

public sealed class PredictTests
{
    private const string Rows = """
        {"rows":[{"time":"2001-01-02T08:30","carrier":"AA","distance":100},{"time":"2001-01-02T08:30","carrier":"ZZ","distance":100},
                 {"time":"2001-02-02T08:30","carrier":"UA","distance":1.5,"seats":null}]}
        """;

    [Fact]
    public async Task Rows_get_scores_or_errors_of_their_own()
    {
        await using var server = await (await ServerFixture.StartAsync()).WithArrivalsAsync();
        var (status, body) = await server.PostAsync("/predict", Rows);
        Assert.Equal(200, status);
        Assert.Equal("delay", body.GetProperty("model").GetProperty("name").GetString());
        Assert.Equal(ServerFixture.Version, body.GetProperty("model").GetProperty("version").GetString());
        Assert.Equal("2001-01-01T12:00:00", body.GetProperty("asOf").GetString());

        // 15 + 0.5 * 100 + 0.25 * 8 + 0.125 * 2
        Assert.Equal(67.25, body.GetProperty("rows")[0].GetProperty("score").GetDouble());
        Assert.Equal("No arrival of ZZ is known.", body.GetProperty("rows")[1].GetProperty("error").GetString());
        Assert.Equal("The history is stale.", body.GetProperty("rows")[2].GetProperty("error").GetString());
        Assert.False(body.GetProperty("rows")[1].TryGetProperty("score", out _));
    }

    [Fact]
    public async Task A_bare_array_is_taken_as_rows()
    {
        await using var server = await (await ServerFixture.StartAsync()).WithArrivalsAsync();
        var (status, body) = await server.PostAsync("/predict", """[{"time":"2001-01-02 08:30","carrier":"UA","distance":8}]""");
        Assert.Equal(200, status);
        Assert.Equal(2.25, body.GetProperty("rows")[0].GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task A_threshold_adds_decisions()
    {
        await using var server = await (await ServerFixture.StartAsync(ServerFixture.Model(threshold: 67.25))).WithArrivalsAsync();
        var (_, body) = await server.PostAsync("/predict", Rows);
        Assert.True(body.GetProperty("rows")[0].GetProperty("decision").GetBoolean());
    }

    [Fact]
    public async Task Every_problem_of_a_request_is_named_at_once_with_row_and_field()
    {
        await using var server = await ServerFixture.StartAsync();
        var (status, body) = await server.PostAsync("/predict", """[{"time":"2001-01-02T08:30Z","carrier":7,"distance":"NaN","speed":1},{"seats":1.5}]""");
        Assert.Equal(400, status);
        var error = body.GetProperty("error").GetString()!;
        Assert.Contains("row 0: field 'time' is the text \"2001-01-02T08:30Z\", but must be a local time without zone", error, StringComparison.Ordinal);
        Assert.Contains("row 0: field 'carrier' is 7, but must be a text.", error, StringComparison.Ordinal);
        Assert.Contains("row 0: field 'distance' is the text \"NaN\", but must be a number.", error, StringComparison.Ordinal);
        Assert.Contains("row 0: field 'speed' is unknown; there are time, carrier, distance, seats.", error, StringComparison.Ordinal);
        Assert.Contains("row 1: field 'time' is missing.", error, StringComparison.Ordinal);
        Assert.Contains("row 1: field 'seats' is 1.5, but must be a 64-bit integer", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_defect_in_the_features_is_a_500_that_does_not_tell_its_details_and_the_server_goes_on()
    {
        var defects = new List<Exception>();
        await using var server = await (await ServerFixture.StartAsync(options: new ServerOptions { OnDefect = defects.Add })).WithArrivalsAsync();
        var (status, body) = await server.PostAsync("/predict", """[{"time":"2001-01-02T08:30","carrier":"CRASH","distance":1}]""");
        Assert.Equal(500, status);
        Assert.DoesNotContain("no such carrier", body.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("no such carrier", Assert.Single(defects).Message);
        Assert.Equal(200, (await server.PostAsync("/predict", Rows)).Status);
    }

    [Fact]
    public async Task A_score_that_is_no_number_is_an_error_of_its_row()
    {
        var features = new Arrivals();
        await using var server = await (await ServerFixture.StartAsync(new ServedModel("delay", "1", LinearModel.For(features, 0, 4, 0, 0), features))).WithArrivalsAsync();
        var (status, body) = await server.PostAsync("/predict", """
            [{"time":"2001-01-02T08:30","carrier":"AA","distance":1e308},{"time":"2001-01-02T08:30","carrier":"AA","distance":2}]
            """);
        Assert.Equal(200, status);
        Assert.Equal("The model gave no finite score.", body.GetProperty("rows")[0].GetProperty("error").GetString());
        Assert.Equal(8, body.GetProperty("rows")[1].GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task Metrics_count_requests_rows_and_row_errors_per_model_and_version()
    {
        await using var server = await (await ServerFixture.StartAsync()).WithArrivalsAsync();
        await server.PostAsync("/predict", Rows);
        await server.PostAsync("/predict", "[]");
        var text = await server.MetricsAsync();
        var labels = $"model=\"delay\",version=\"{ServerFixture.Version}\"";
        Assert.Contains($"mlops_requests_total{{{labels},endpoint=\"predict\",status=\"200\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"mlops_requests_total{{{labels},endpoint=\"predict\",status=\"400\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"mlops_request_duration_seconds_bucket{{{labels},endpoint=\"predict\",le=\"+Inf\"}} 2\n", text, StringComparison.Ordinal);
        Assert.Contains($"nv_inference_count{{{labels}}} 3\n", text, StringComparison.Ordinal);
        Assert.Contains($"mlops_row_errors_total{{{labels}}} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("mlops_events_total{kind=\"arrival\",outcome=\"accepted\"} 3\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swapping_the_model_keeps_the_history_of_the_same_features()
    {
        var first = ServerFixture.Model();
        await using var server = await (await ServerFixture.StartAsync(first)).WithArrivalsAsync();
        await server.Server.SwapAsync(new ServedModel("delay", "2", LinearModel.For(first.Features, 2, 0, 0, 0), first.Features));
        var (_, body) = await server.PostAsync("/predict", Rows);
        Assert.Equal("2", body.GetProperty("model").GetProperty("version").GetString());
        Assert.Equal(30, body.GetProperty("rows")[0].GetProperty("score").GetDouble());
    }

    [Fact]
    public void A_model_whose_inputs_are_not_the_features_is_not_served()
    {
        var features = new Arrivals();
        var model = new LinearModel([.. features.Features.Reverse().Select(f => new Learning.ModelInput(f.Name, f.Type))], 1, 1, 1, 1);
        var refused = Assert.Throws<ArgumentException>(() => new ServedModel("delay", "1", model, features));
        Assert.Contains("The model's input 0 is 'carrier' (text), the feature there is 'mean_delay' (number).", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_others_can_reach_needs_to_be_allowed()
    {
        var options = new ServerOptions { Url = new Uri("http://0.0.0.0:0") };
        await Assert.ThrowsAsync<ArgumentException>(() => PredictionServer.StartAsync(ServerFixture.Model(), options));
        await using var server = await PredictionServer.StartAsync(ServerFixture.Model(), options with { AllowRemote = true });
    }
}
