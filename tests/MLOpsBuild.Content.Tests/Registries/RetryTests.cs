using System.Net;

namespace MLOpsBuild.Content.Tests.Registries;

public sealed class RetryTests
{
    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_passing_failure_is_tried_again(int status)
    {
        var (time, asked) = (new ImpatientTime(), 0);
        using var script = new Scripted(_ => ++asked < 3 ? Scripted.Answer(status) : Scripted.Answer(200, """{"tags":["v1"]}"""));

        Assert.Equal(["v1"], await Open(script, time).TagsAsync(CancellationToken.None));

        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], time.Waits);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(501)]
    public async Task A_lasting_failure_is_told_at_once(int status)
    {
        using var script = new Scripted(_ => Scripted.Answer(status));

        Assert.Equal(status, (await Assert.ThrowsAsync<RegistryException>(() => Open(script).TagsAsync(CancellationToken.None))).Status);

        Assert.Single(script.Asked);
    }

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded, 5)]
    [InlineData(HttpRequestError.InvalidResponse, 5)]
    [InlineData(HttpRequestError.NameResolutionError, 1)]
    [InlineData(HttpRequestError.ConnectionError, 1)]
    [InlineData(HttpRequestError.SecureConnectionError, 1)]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, 1)]
    public async Task A_connection_is_tried_again_where_that_may_help(HttpRequestError error, int attempts)
    {
        using var script = new Scripted(_ => throw new HttpRequestException(error, "broken"));

        Assert.Equal("UNREACHABLE", (await Assert.ThrowsAsync<RegistryException>(() => Open(script).TagsAsync(CancellationToken.None))).Code);

        Assert.Equal(attempts, script.Asked.Count);
    }

    [Fact]
    public async Task A_date_in_the_past_and_a_wait_in_nonsense_are_no_waits()
    {
        var time = new ImpatientTime();
        var answers = new Queue<HttpResponseMessage>([Scripted.Answer(503, "", ("Retry-After", "Thu, 01 Jan 2026 00:00:00 GMT")), Scripted.Answer(503, "", ("Retry-After", "soon")), Scripted.Answer(200, """{"tags":[]}""")]);
        using var script = new Scripted(_ => answers.Dequeue());

        Assert.Empty(await Open(script, time).TagsAsync(CancellationToken.None));

        Assert.Equal([TimeSpan.FromSeconds(2)], time.Waits.Where(w => w > TimeSpan.Zero));
    }

    [Fact]
    public async Task A_refused_password_is_shown_once()
    {
        using var script = new Scripted(_ => Scripted.Answer(401, "", ("WWW-Authenticate", "Basic realm=\"r\"")));
        var remote = Open(script, credentials: new RegistryCredentials("alice", "wrong"));

        await Assert.ThrowsAsync<RegistryException>(() => remote.TagsAsync(CancellationToken.None));
        await Assert.ThrowsAsync<RegistryException>(() => remote.TagsAsync(CancellationToken.None));

        Assert.Equal(3, script.Asked.Count); // without, with, and the second question's one attempt
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_expires()
    {
        var time = new SetTime();
        var tokens = 0;
        using var script = new Scripted(request => (request.RequestUri!.Host, request.Headers.Authorization is null) switch
        {
            ("auth.example", _) => Scripted.Answer(200, $$"""{"token":"t{{++tokens}}","expires_in":100}"""),
            (_, true) => Scripted.Answer(401, "", ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\"")),
            _ => Scripted.Answer(200, """{"tags":[]}"""),
        });
        var remote = Open(script, time);

        await remote.TagsAsync(CancellationToken.None);
        time.Now += TimeSpan.FromSeconds(89);
        await remote.TagsAsync(CancellationToken.None);
        Assert.Equal(1, tokens);
        time.Now += TimeSpan.FromSeconds(2);
        await remote.TagsAsync(CancellationToken.None);

        Assert.Equal(2, tokens);
        Assert.EndsWith("tags/list Bearer t2", script.Asked[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://localhost./")]
    [InlineData("https://app.localhost/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    public async Task No_other_name_for_this_machine_opens_it_to_a_registry_on_the_network(string location)
    {
        using var script = new Scripted(_ => Scripted.Answer(307, "", ("Location", location)));

        Assert.Equal("REDIRECT_REFUSED", (await Assert.ThrowsAsync<RegistryException>(() => Open(script).OpenBlobAsync(Digest.Of("x"u8), CancellationToken.None))).Code);

        Assert.Single(script.Asked);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000/", true)]
    [InlineData("http://[::1]:5000/", true)]
    [InlineData("http://localhost/", true)]
    [InlineData("https://registry.example/", false)]
    public void A_proxy_is_not_told_what_is_said_to_this_machine(string address, bool isDirect)
    {
        var proxy = new DirectToLoopback(new WebProxy("http://proxy.example:3128"));

        Assert.Equal(isDirect, proxy.IsBypassed(new Uri(address)));
        Assert.Equal(isDirect ? null : new Uri("http://proxy.example:3128"), proxy.GetProxy(new Uri(address)));
    }

    private static IRemote Open(Scripted script, TimeProvider? time = null, RegistryCredentials? credentials = null) =>
        Remotes.Open("oci://registry.example/a", new RemoteOptions { Handler = script, Time = time ?? new ImpatientTime(), Credentials = (_, _) => Task.FromResult(credentials) });

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
