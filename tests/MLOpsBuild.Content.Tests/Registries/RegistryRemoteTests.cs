using System.Text;

namespace MLOpsBuild.Content.Tests.Registries;

public sealed class RegistryRemoteTests
{
    private static readonly ImpatientTime Time = new();

    [Fact]
    public async Task A_token_is_fetched_once_and_used_for_what_follows()
    {
        using var script = new Scripted(request => (request.RequestUri!.Host, request.Headers.Authorization?.ToString()) switch
        {
            ("auth.example", _) => Scripted.Answer(200, """{"token":"t1"}"""),
            (_, "Bearer t1") => Scripted.Answer(200, """{"name":"a","tags":["v1"]}"""),
            _ => Scripted.Answer(401, "", ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\",service=\"registry.example\",scope=\"repository:a:pull\"")),
        });
        var remote = Open(script, _ => new RegistryCredentials("alice", "s3cret"));

        Assert.Equal(["v1"], await remote.TagsAsync(CancellationToken.None));
        await remote.TagsAsync(CancellationToken.None);

        Assert.Equal(
            [
                "GET https://registry.example/v2/a/tags/list",
                "GET https://auth.example/token?service=registry.example&scope=repository%3Aa%3Apull Basic YWxpY2U6czNjcmV0",
                "GET https://registry.example/v2/a/tags/list Bearer t1",
                "GET https://registry.example/v2/a/tags/list Bearer t1",
            ],
            script.Asked);
    }

    [Theory]
    [InlineData("http://auth.example/token")]
    [InlineData("https://127.0.0.1/token")]
    [InlineData("https://user@auth.example/token")]
    [InlineData("")]
    public async Task A_token_is_not_asked_for_where_it_would_not_be_safe(string realm)
    {
        using var script = new Scripted(_ => Scripted.Answer(401, "", ("WWW-Authenticate", $"Bearer realm=\"{realm}\"")));

        var refused = await Assert.ThrowsAsync<RegistryException>(() => Open(script, _ => new RegistryCredentials("alice", "s3cret")).TagsAsync(CancellationToken.None));

        Assert.Equal("ANSWER_REFUSED", refused.Code);
        Assert.Single(script.Asked);
    }

    [Fact]
    public async Task An_expired_token_is_replaced()
    {
        var tokens = 0;
        using var script = new Scripted(request => (request.RequestUri!.Host, request.Headers.Authorization?.Parameter == $"t{tokens}") switch
        {
            ("auth.example", _) => Scripted.Answer(200, $$"""{"access_token":"t{{++tokens}}"}"""),
            (_, true) => Scripted.Answer(200, """{"name":"a","tags":null}"""),
            _ => Scripted.Answer(401, "", ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\"")),
        });
        var remote = Open(script);

        await remote.TagsAsync(CancellationToken.None);
        tokens = 7;
        Assert.Empty(await remote.TagsAsync(CancellationToken.None));

        Assert.Equal(8, tokens);
    }

    [Fact]
    public async Task A_busy_registry_is_asked_again_when_it_says()
    {
        var time = new ImpatientTime();
        var answers = new Queue<HttpResponseMessage>(
        [
            Scripted.Answer(429, "", ("Retry-After", "7")),
            Scripted.Answer(503, "", ("Retry-After", "Fri, 02 Jan 2026 03:04:16 GMT")),
            Scripted.Answer(503),
            Scripted.Answer(200, """{"name":"a","tags":["v1"]}"""),
        ]);
        using var script = new Scripted(_ => answers.Dequeue());

        Assert.Equal(["v1"], await Open(script, time: time).TagsAsync(CancellationToken.None));

        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(4)], time.Waits);
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData("3600", 1)]
    public async Task Patience_with_a_busy_registry_has_an_end(string? retryAfter, int attempts)
    {
        using var script = new Scripted(_ => Scripted.Answer(429, """{"errors":[{"code":"TOOMANYREQUESTS","message":"slow\u001b[31m down"}]}""", retryAfter is null ? [] : [("Retry-After", retryAfter)]));

        var refused = await Assert.ThrowsAsync<RegistryException>(() => Open(script, time: new ImpatientTime()).TagsAsync(CancellationToken.None));

        Assert.Equal((429, "TOOMANYREQUESTS", attempts), (refused.Status, refused.Code, script.Asked.Count));
        Assert.Contains("slow [31m down", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_are_read_page_by_page()
    {
        using var script = new Scripted(request => request.RequestUri!.Query.Length == 0
            ? Scripted.Answer(200, """{"name":"a","tags":["v2"]}""", ("Link", "</v2/a/tags/list?last=v2&n=1>; rel=\"next\""))
            : Scripted.Answer(200, """{"name":"a","tags":["v1"]}""", ("Link", "</v2/a/tags/list?last=v2&n=1>; rel=\"next\"")));

        Assert.Equal(["v1", "v2"], await Open(script).TagsAsync(CancellationToken.None));
        Assert.Equal(2, script.Asked.Count);
    }

    [Fact]
    public async Task A_next_page_elsewhere_is_refused()
    {
        using var script = new Scripted(_ => Scripted.Answer(200, """{"tags":[],"name":"a"}""", ("Link", "<https://evil.example/>; rel=\"next\"")));

        Assert.Equal("REDIRECT_REFUSED", (await Assert.ThrowsAsync<RegistryException>(() => Open(script).TagsAsync(CancellationToken.None))).Code);
        Assert.Single(script.Asked);
    }

    [Fact]
    public async Task A_registry_on_the_network_cannot_send_us_to_this_machine()
    {
        using var script = new Scripted(_ => Scripted.Answer(307, "", ("Location", "http://127.0.0.1:8080/admin")));

        Assert.Equal("REDIRECT_REFUSED", (await Assert.ThrowsAsync<RegistryException>(() => Open(script).OpenBlobAsync(Digest.Of("x"u8), CancellationToken.None))).Code);
        Assert.Single(script.Asked);
    }

    [Fact]
    public async Task Redirects_without_end_are_given_up()
    {
        var hop = 0;
        using var script = new Scripted(_ => Scripted.Answer(302, "", ("Location", $"/next/{++hop}")));

        Assert.Equal("REDIRECT_REFUSED", (await Assert.ThrowsAsync<RegistryException>(() => Open(script).OpenBlobAsync(Digest.Of("x"u8), CancellationToken.None))).Code);
        Assert.Equal(6, script.Asked.Count);
    }

    [Fact]
    public async Task The_referrers_api_is_used_where_there_is_one()
    {
        using var folder = new TempFolder();
        var store = new ContentStore(folder["store"]);
        var model = store.PutManifest(Manifests.Of(store, "model"));
        var verdict = store.PutManifest(Manifests.Of(store, "verdict", model));
        var index = Encoding.UTF8.GetString(OciJson.Write(new OciIndex { Manifests = [verdict] }));
        using var script = new Scripted(request => (request.Method.Method, request.RequestUri!.AbsolutePath.Contains("/referrers/", StringComparison.Ordinal)) switch
        {
            ("PUT", _) => Scripted.Answer(201, "", ("OCI-Subject", model.Digest.ToString())),
            (_, true) => Scripted.Answer(200, index),
            _ => Scripted.Answer(404),
        });
        var remote = Open(script);

        await remote.PushManifestAsync(store.Get(verdict.Digest), MediaTypes.Manifest, null, CancellationToken.None);
        Assert.Single(script.Asked);
        Assert.Equal(verdict.Digest, Assert.Single(await remote.ReferrersAsync(model.Digest, CancellationToken.None)).Digest);
        Assert.Equal(2, script.Asked.Count);
    }

    [Fact]
    public async Task A_manifest_with_another_digest_or_length_is_refused()
    {
        using var script = new Scripted(_ => Scripted.Answer(200, "other bytes", ("Docker-Content-Digest", Digest.Of("other bytes"u8).ToString())));
        var remote = Open(script);

        await Assert.ThrowsAsync<InvalidDataException>(() => remote.GetManifestAsync(new Descriptor(MediaTypes.Manifest, Digest.Of("wanted"u8), 100), CancellationToken.None));
        await Assert.ThrowsAsync<InvalidDataException>(() => remote.GetManifestAsync(new Descriptor(MediaTypes.Manifest, Digest.Of("other bytes"u8), 5), CancellationToken.None));
        Assert.Equal("ANSWER_REFUSED", (await Assert.ThrowsAsync<RegistryException>(() => remote.ResolveAsync(Digest.Of("wanted"u8).ToString(), CancellationToken.None))).Code);
    }

    [Fact]
    public async Task A_registry_that_changes_manifests_is_told_off()
    {
        using var folder = new TempFolder();
        var store = new ContentStore(folder["store"]);
        using var script = new Scripted(_ => Scripted.Answer(201, "", ("Docker-Content-Digest", Digest.Of("other"u8).ToString())));

        var refused = await Assert.ThrowsAsync<RegistryException>(() => Open(script).PushManifestAsync(Manifests.Of(store, "x").ToBytes(), MediaTypes.Manifest, "v1", CancellationToken.None));

        Assert.Equal("ANSWER_REFUSED", refused.Code);
    }

    [Fact]
    public async Task An_endless_list_and_a_proxys_page_are_refused_in_words()
    {
        using var endless = new Scripted(_ => Scripted.Answer(200, new string(' ', (4 * 1024 * 1024) + 1)));
        await Assert.ThrowsAsync<InvalidDataException>(() => Open(endless).TagsAsync(CancellationToken.None));
        using var proxy = new Scripted(_ => Scripted.Answer(502, "<html>" + new string('x', 1_000_000)));

        var refused = await Assert.ThrowsAsync<RegistryException>(() => Open(proxy).TagsAsync(CancellationToken.None));

        Assert.Equal((502, "UNKNOWN"), (refused.Status, refused.Code));
        Assert.True(refused.Message.Length < 400);
    }

    private static IRemote Open(Scripted script, Func<string, RegistryCredentials?>? credentials = null, TimeProvider? time = null) =>
        Remotes.Open("oci://registry.example/a", new RemoteOptions { Handler = script, Credentials = (host, _) => Task.FromResult(credentials?.Invoke(host)), Time = time ?? Time });
}
