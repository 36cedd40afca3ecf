using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MLOpsBuild.Serving.Tests;

public sealed class HostileTests
{
    private const string Good = """[{"time":"2001-01-02T08:30","carrier":"AA","distance":100}]""";

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("[[]]")]
    [InlineData("""{"rows":{}}""")]
    [InlineData("""{"rows":[],"rows":[]}""")]
    [InlineData("""[{"carrier":"AA","carrier":"UA"}]""")]
    [InlineData("""[{"carrier":"AA","c\u0061rrier":"UA"}]""")]
    [InlineData("""[{"time":"2001-01-02T08:30","carrier":"\ud800","distance":100}]""")]
    [InlineData("""[{"\udc00":1}]""")]
    [InlineData("""[{"time":"2001-01-02T08:30","carrier":"AA","distance":NaN}]""")]
    [InlineData("""[{"time":"2001-01-02T08:30","carrier":"AA","distance":"Infinity"}]""")]
    [InlineData("""[{"time":"2001-01-02T08:30","carrier":"AA","distance":1e999}]""")]
    [InlineData("""[{"time":"2001-01-02T08:30","carrier":"AA","distance":1,"seats":9223372036854775808}]""")]
    [InlineData("""[{"time":"2001-02-30T08:30","carrier":"AA","distance":1}]""")]
    [InlineData("""[{"time":"0001-01-01T00:00","carrier":"AA","distance":1}]""")]
    [InlineData("""[{"time":null,"carrier":null,"distance":null}]""")]
    [InlineData(Good + Good)]
    [InlineData("[1,]")]
    [InlineData("// comment\n[]")]
    public async Task Bad_bodies_are_400_on_every_endpoint(string body)
    {
        await using var server = await ServerFixture.StartAsync();
        foreach (var path in new[] { "/predict", "/events/arrival", "/v2/models/delay/infer" })
        {
            var (status, answer) = await server.PostAsync(path, body);
            Assert.Equal(400, status);
            Assert.NotEmpty(answer.GetProperty("error").GetString()!);
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        await using var server = await ServerFixture.StartAsync();
        Assert.Equal(400, (await server.PostAsync("/predict", [(byte)'[', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)']'], "application/json")).Status);
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        await using var server = await ServerFixture.StartAsync();
        var deep = new string('[', 100_000);
        foreach (var path in new[] { "/predict", "/events/arrival", "/v2/models/delay/infer" }) Assert.Equal(400, (await server.PostAsync(path, deep)).Status);
    }

    [Fact]
    public async Task A_body_over_the_bound_is_refused_with_and_without_a_length()
    {
        await using var server = await ServerFixture.StartAsync(options: new ServerOptions { MaxBodyBytes = 1000 });
        var big = "[" + new string(' ', 900_000) + "]";
        for (var i = 0; i < 5; i++) Assert.Equal(413, (await server.PostAsync("/predict", big)).Status);
        Assert.Equal("HTTP/1.1 413", await RawAsync(server, "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000000000000\r\n\r\n["));
        Assert.Equal("HTTP/1.1 413", await RawAsync(server, "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n800\r\n" + new string(' ', 2048) + "\r\n"));
        Assert.Equal(200, (await server.GetAsync("/v2/health/live")).Status);
    }

    [Fact]
    public async Task Too_many_rows_are_refused()
    {
        await using var server = await ServerFixture.StartAsync(options: new ServerOptions { MaxRows = 2 });
        Assert.Equal(413, (await server.PostAsync("/predict", "[{},{},{}]")).Status);
        Assert.Equal(413, (await server.PostAsync("/events/arrival", """{"events":[{},{},{}]}""")).Status);
        Assert.Equal(413, (await server.PostAsync("/events/arrival", "{}\n{}\n{}", "application/x-ndjson")).Status);
        Assert.Equal(413, (await server.PostAsync("/v2/models/delay/infer", """{"inputs":[{"name":"seats","shape":[3],"datatype":"INT64","data":[1,2,3]}]}""")).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/x-ndjson")]
    public async Task Other_content_types_are_415(string? type)
    {
        await using var server = await ServerFixture.StartAsync();
        Assert.Equal(415, (await server.PostAsync("/predict", Encoding.UTF8.GetBytes(Good), type)).Status);
    }

    [Fact]
    public async Task An_encoded_body_is_415()
    {
        await using var server = await ServerFixture.StartAsync();
        Assert.Equal("HTTP/1.1 415", await RawAsync(server, "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\n1"));
    }

    [Fact]
    public async Task Many_headers_and_a_long_path_are_refused()
    {
        await using var server = await ServerFixture.StartAsync();
        var headers = string.Concat(Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"X-{i}: 1\r\n")));
        Assert.Equal("HTTP/1.1 431", await RawAsync(server, $"GET /v2 HTTP/1.1\r\nHost: x\r\n{headers}\r\n"));
        Assert.Equal("HTTP/1.1 431", await RawAsync(server, $"GET /v2 HTTP/1.1\r\nHost: x\r\nX: {new string('a', 20_000)}\r\n\r\n"));
        Assert.Equal("HTTP/1.1 414", await RawAsync(server, $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    [Fact]
    public async Task A_slow_body_is_given_up()
    {
        await using var server = await ServerFixture.StartAsync(options: new ServerOptions { BodyTimeout = TimeSpan.FromMilliseconds(200), MaxConcurrent = 1 });
        Assert.Equal("HTTP/1.1 408", await RawAsync(server, "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n["));
        Assert.Equal(400, (await server.PostAsync("/predict", "[]")).Status);
    }

    [Fact]
    public async Task Slow_headers_are_given_up()
    {
        await using var server = await ServerFixture.StartAsync(options: new ServerOptions { BodyTimeout = TimeSpan.FromMilliseconds(200) });
        Assert.Equal("HTTP/1.1 408", await RawAsync(server, "POST /predict HTTP/1.1\r\nHost: x\r\n"));
    }

    [Fact]
    public async Task A_caller_that_goes_away_frees_its_place()
    {
        await using var server = await ServerFixture.StartAsync(options: new ServerOptions { MaxConcurrent = 1 });
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(server.Server.Address.Host, server.Server.Address.Port);
            await client.GetStream().WriteAsync("POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n["u8.ToArray());
        }

        var status = 429;
        for (var attempt = 0; attempt < 100 && status == 429; attempt++)
        {
            (status, _) = await server.PostAsync("/predict", "[]");
            if (status == 429) await Task.Delay(20);
        }

        Assert.Equal(400, status);
    }

    [Fact]
    public async Task A_label_in_the_metrics_cannot_break_out()
    {
        var model = ServerFixture.Model(version: "a\"b\\c");
        await using var server = await ServerFixture.StartAsync(model);
        await server.PostAsync("/predict", "[]");
        Assert.Contains("version=\"a\\\"b\\\\c\"", await server.MetricsAsync(), StringComparison.Ordinal);
    }

    /// <summary>Sends bytes as they are and returns the answer's first twelve characters.</summary>
    private static async Task<string> RawAsync(ServerFixture server, string request)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var client = new TcpClient();
        await client.ConnectAsync(server.Server.Address.Host, server.Server.Address.Port, deadline.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), deadline.Token);
        var answer = new byte[12];
        await stream.ReadExactlyAsync(answer, deadline.Token);
        return Encoding.ASCII.GetString(answer);
    }
}
