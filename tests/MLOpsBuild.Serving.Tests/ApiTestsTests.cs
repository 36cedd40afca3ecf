using Microsoft.AspNetCore.Http;
using MLOpsBuild.Serving.Api;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Serving.Tests;

public sealed class ApiTestsTests
{
    private static readonly ServerOptions Options = new() { MaxBodyBytes = 100_000 };

    private static ApiExpectation Expectation(double firstScore = 67.25) => new()
    {
        Model = "delay",
        Version = ServerFixture.Version,
        Inputs = new Arrivals().Inputs,
        Events = new Arrivals().Events,
        MaxBodyBytes = Options.MaxBodyBytes,
        Steps =
        [
            new ApiRows([new ApiRow(Row("AA", 100), null)]),
            new ApiEvents("arrival", [Arrival("AA", 10), Arrival("AA", 20)]),
            new ApiRows([new ApiRow(Row("AA", 100), [firstScore]), new ApiRow(Row("ZZ", 100), null), new ApiRow(Row("AA", 0.1, seats: 7), [15 + (0.5 * 0.1) + 2 + 0.25])]),
            new ApiEvents("arrival", [Arrival("ZZ", 0)]),
            new ApiRows([new ApiRow(Row("ZZ", 8), [6.25])]),
        ],
    };

    private static Cell[] Row(string carrier, double distance, long? seats = null) =>
        [Cell.Of(new DateTime(2001, 1, 2, 8, 30, 0)), Cell.Of(carrier), Cell.Of(distance), seats is { } known ? Cell.Of(known) : Cell.Missing];

    private static Cell[] Arrival(string carrier, long delay) => [Cell.Of(new DateTime(2001, 1, 1, 10, 0, 0)), Cell.Of(carrier), Cell.Of(delay)];

    [Fact]
    public async Task Our_server_with_the_expected_model_passes()
    {
        await using var server = await ServerFixture.StartAsync(options: Options);
        var result = await ApiTests.RunAsync(server.Server.Address, Expectation());
        Assert.DoesNotContain(result.Findings, finding => finding.Severity != Severity.Info);
        Assert.Equal(("api", Verdict.Pass), (result.Gate, result.Verdict));
        Assert.Contains("gave 3 offline predictions exactly", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_score_that_differs_in_the_last_bit_fails()
    {
        await using var server = await ServerFixture.StartAsync(options: Options);
        var result = await ApiTests.RunAsync(server.Server.Address, Expectation(Math.BitIncrement(67.25)));
        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.Contains(result.Findings, finding => finding.Rule == "scores" && finding.Message.Contains("row 0: 67.25 instead of 67.25000000000001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task History_from_elsewhere_fails_because_rows_must_be_errors()
    {
        await using var server = await (await ServerFixture.StartAsync(options: Options)).WithArrivalsAsync();
        Assert.Equal(Verdict.Fail, (await ApiTests.RunAsync(server.Server.Address, Expectation())).Verdict);
    }

    [Fact]
    public async Task A_server_that_says_yes_to_everything_fails_nearly_every_check()
    {
        await using var server = await AnythingServer.StartAsync(http => http.Response.WriteAsync("{}"));
        var result = await ApiTests.RunAsync(server.Address, Expectation());
        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.DoesNotContain(result.Findings, finding => finding.Severity == Severity.Info);
    }

    [Fact]
    public async Task A_server_that_speaks_no_json_fails()
    {
        await using var server = await AnythingServer.StartAsync(http => http.Response.WriteAsync("hello"));
        Assert.Equal(Verdict.Fail, (await ApiTests.RunAsync(server.Address, Expectation())).Verdict);
    }

    [Fact]
    public async Task No_row_with_a_score_is_a_hold()
    {
        await using var server = await ServerFixture.StartAsync(options: Options);
        Assert.Equal(Verdict.Hold, (await ApiTests.RunAsync(server.Server.Address, Expectation() with { Steps = [] })).Verdict);
    }

    [Fact]
    public async Task No_server_is_an_error()
    {
        var server = await ServerFixture.StartAsync();
        var address = server.Server.Address;
        await server.DisposeAsync();
        Assert.Equal(Verdict.Error, (await ApiTests.RunAsync(address, Expectation())).Verdict);
    }

    [Fact]
    public async Task An_expectation_that_contradicts_itself_is_an_error()
    {
        var result = await ApiTests.RunAsync(new Uri("http://127.0.0.1:1"), Expectation() with { Events = [] });
        Assert.Equal(Verdict.Error, result.Verdict);
        Assert.Contains("'arrival'", result.Summary, StringComparison.Ordinal);
    }
}
