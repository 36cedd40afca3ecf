using System.Net;
using MLOpsBuild.Pipelines.Runs.Telemetry;

namespace MLOpsBuild.Pipelines.Tests.Runs.Telemetry;

public sealed class OtlpExporterTests
{
    private static readonly Uri Address = new("http://name:secret@collector.test:4318/v1/traces");

    [Theory]
    [InlineData("http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/traces")]
    [InlineData("http://127.0.0.1:4318/", "http://127.0.0.1:4318/v1/traces")]
    [InlineData("https://host/tenant/otlp/", "https://host/tenant/otlp/v1/traces")]
    public void Traces_go_below_the_base_address(string endpoint, string address)
    {
        Assert.Equal(address, OtlpOptions.Below(new Uri(endpoint)).ToString());
    }

    [Fact]
    public async Task A_request_is_posted_as_json_with_the_headers()
    {
        using var collector = new Collector((200, "{}"));
        await Send(collector);

        Assert.Equal("POST application/json key=value trace", Assert.Single(collector.Requests));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_refusal_that_passes_is_tried_again(int status)
    {
        using var collector = new Collector((status, "busy"), (0, ""), (200, ""));

        Assert.Equal(new OtlpAnswer(0, null), await Send(collector));
        Assert.Equal(3, collector.Requests.Count);
    }

    [Theory]
    [InlineData(400, """{"code":3,"message":"bad span"}""", "answered 400 BadRequest: bad span.")]
    [InlineData(401, "no", "answered 401 Unauthorized: no.")]
    [InlineData(500, "", "answered 500 InternalServerError.")]
    public async Task Any_other_refusal_is_final_and_told_without_the_password(int status, string body, string message)
    {
        using var collector = new Collector((status, body));
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => Send(collector));

        Assert.Equal($"http://collector.test:4318/v1/traces {message}", refused.Message);
        Assert.Single(collector.Requests);
    }

    [Fact]
    public async Task Trying_ends_after_as_many_tries_as_allowed()
    {
        using var busy = new Collector((503, ""), (503, ""), (503, ""), (200, ""));
        Assert.Contains("after 3 tries", (await Assert.ThrowsAsync<HttpRequestException>(() => Send(busy))).Message, StringComparison.Ordinal);
        using var gone = new Collector((0, ""), (0, ""), (0, ""), (200, ""));
        Assert.Contains("was not reached in 3 tries", (await Assert.ThrowsAsync<HttpRequestException>(() => Send(gone))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"partialSuccess":{"rejectedSpans":"2","errorMessage":"too old"}}""", 2, "too old")]
    [InlineData("""{"partialSuccess":{"rejectedSpans":2}}""", 2, null)]
    [InlineData("""{"partialSuccess":{"errorMessage":"please batch"}}""", 0, "please batch")]
    [InlineData("""{"partialSuccess":{}}""", 0, null)]
    [InlineData("not json", 0, null)]
    [InlineData("[]", 0, null)]
    public async Task What_an_accepted_request_says_of_refused_spans_is_handed_on_and_not_tried_again(string body, long rejected, string? message)
    {
        using var collector = new Collector((200, body));

        Assert.Equal(new OtlpAnswer(rejected, message), await Send(collector));
        Assert.Single(collector.Requests);
    }

    private static async Task<OtlpAnswer> Send(Collector collector)
    {
        using var http = new HttpClient(collector, disposeHandler: false);
        var options = new OtlpOptions { Address = Address, Headers = [KeyValuePair.Create("key", "value")], Attempts = 3, FirstWait = TimeSpan.Zero };
        return await OtlpExporter.SendAsync(http, "trace"u8.ToArray(), options, TestContext.Current.CancellationToken);
    }

    /// <summary>Gives one answer after the other; status 0 breaks the connection.</summary>
    private sealed class Collector(params (int Status, string Body)[] answers) : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            var (status, text) = answers[Requests.Count];
            Requests.Add($"{request.Method} {request.Content.Headers.ContentType} key={string.Join(',', request.Headers.GetValues("key"))} {body}");
            return status == 0 ? throw new HttpRequestException("connection refused") : new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(text) };
        }
    }
}
