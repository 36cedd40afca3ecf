namespace MLOpsBuild.Content.Tests.Registries;

public sealed class UploadTests : IDisposable
{
    private const int Size = 100_000;
    private readonly TempFolder _folder = new();
    private readonly ContentStore _store;
    private readonly Digest _blob;

    public UploadTests()
    {
        _store = new ContentStore(_folder["store"]);
        _blob = _store.Put([.. Enumerable.Range(0, Size).Select(i => (byte)(i * 31))]);
    }

    [Fact]
    public async Task A_registry_that_is_elsewhere_is_asked_where_and_sent_the_rest()
    {
        var refused = false;
        var asked = await PushAsync(request =>
        {
            var range = request.Content?.Headers.TryGetValues("Content-Range", out var values) == true ? values.Single() : "";
            if (request.Method.Method == "PATCH" && range == "40000-79999" && !refused)
            {
                refused = true;
                return Scripted.Answer(416);
            }

            return request.Method.Method switch
            {
                "GET" => Waiting(204, 10_000),
                "PATCH" => Waiting(202, int.Parse(range.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture) + 1),
                "PUT" => Scripted.Answer(201),
                _ => Default(request),
            };
        });

        Assert.Equal(["HEAD", "POST", "PATCH 0-39999", "PATCH 40000-79999", "HEAD", "GET", "PATCH 10000-49999", "PATCH 50000-89999", "PUT 90000-99999"], asked);
    }

    [Fact]
    public async Task A_session_that_is_gone_is_begun_anew()
    {
        var sessions = 0;
        var asked = await PushAsync(request => request.Method.Method switch
        {
            "POST" => Waiting(202, 0, ++sessions),
            "PATCH" when sessions == 1 => Scripted.Answer(404, """{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN"}]}"""),
            "PATCH" => Waiting(202, null, sessions),
            "PUT" => Scripted.Answer(201),
            _ => Default(request),
        });

        Assert.Equal(["HEAD", "POST", "PATCH 0-39999", "HEAD", "GET", "POST", "PATCH 0-39999", "PATCH 40000-79999", "PUT 80000-99999"], asked);
    }

    [Fact]
    public async Task An_answer_that_was_lost_after_the_last_piece_is_found_out()
    {
        var kept = false;
        var asked = await PushAsync(request => request.Method.Method switch
        {
            "PUT" => Late(() => kept = true),
            "HEAD" => Scripted.Answer(kept ? 200 : 404),
            _ => Default(request),
        });

        Assert.Equal(["HEAD", "POST", "PATCH 0-39999", "PATCH 40000-79999", "PUT 80000-99999", "HEAD"], asked);
    }

    [Fact]
    public async Task Bytes_that_arrive_spoilt_every_time_end_in_words()
    {
        var refused = await Assert.ThrowsAsync<RegistryException>(() => PushAsync(request => request.Method.Method == "PUT" ? Scripted.Answer(400, """{"errors":[{"code":"DIGEST_INVALID","message":"not that"}]}""") : Default(request)));

        Assert.Equal("DIGEST_INVALID", refused.Code);
        Assert.Contains("not that", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_says_it_has_more_than_it_was_sent_is_refused()
    {
        var refused = await Assert.ThrowsAsync<RegistryException>(() => PushAsync(request => request.Method.Method == "PATCH" ? Waiting(202, 40_001) : Default(request)));

        Assert.Equal("ANSWER_REFUSED", refused.Code);
    }

    [Fact]
    public async Task A_registry_that_keeps_something_else_is_refused()
    {
        var refused = await Assert.ThrowsAsync<RegistryException>(() => PushAsync(request => request.Method.Method == "PUT" ? Scripted.Answer(201, "", ("Docker-Content-Digest", Digest.Of("other"u8).ToString())) : Default(request)));

        Assert.Equal("ANSWER_REFUSED", refused.Code);
    }

    [Theory]
    [InlineData("http://evil.example/upload", "REDIRECT_REFUSED")]
    [InlineData("http://127.0.0.1/upload", "REDIRECT_REFUSED")]
    [InlineData("https://alice@evil.example/upload", "REDIRECT_REFUSED")]
    public async Task An_upload_is_not_sent_where_it_would_not_be_safe(string place, string code)
    {
        var refused = await Assert.ThrowsAsync<RegistryException>(() => PushAsync(request => request.Method.Method == "POST" ? Scripted.Answer(202, "", ("Location", place)) : Default(request)));

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task A_place_for_uploads_on_another_host_sees_no_credentials()
    {
        var shown = new List<string>();
        await PushAsync(request =>
        {
            if (request.RequestUri!.Host == "storage.example") shown.Add(request.Headers.Authorization?.ToString() ?? "nothing");
            return (request.RequestUri.Host, request.Method.Method, request.Headers.Authorization) switch
            {
                ("registry.example", _, null) => Scripted.Answer(401, "", ("WWW-Authenticate", "Basic realm=\"r\"")),
                (_, "POST" or "PATCH", _) => Scripted.Answer(202, "", ("Location", "https://storage.example/upload?signature=1")),
                _ => Default(request),
            };
        });

        Assert.Equal(["nothing", "nothing", "nothing"], shown);
    }

    public void Dispose() => _folder.Dispose();

    private static HttpResponseMessage Late(Action then)
    {
        then();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "cut");
    }

    private static HttpResponseMessage Waiting(int status, int? taken, int session = 1) =>
        taken is { } bytes
            ? Scripted.Answer(status, "", ("Location", $"/v2/a/blobs/uploads/{session}"), ("Range", $"0-{Math.Max(0, bytes - 1)}"))
            : Scripted.Answer(status, "", ("Location", $"/v2/a/blobs/uploads/{session}"));

    private static HttpResponseMessage Default(HttpRequestMessage request) => request.Method.Method switch
    {
        "POST" or "PATCH" => Waiting(202, null),
        "PUT" => Scripted.Answer(201),
        _ => Scripted.Answer(404),
    };

    private async Task<IReadOnlyList<string>> PushAsync(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var asked = new List<string>();
        using var script = new Scripted(request =>
        {
            asked.Add($"{request.Method} {(request.Content?.Headers.TryGetValues("Content-Range", out var values) == true ? values.Single() : "")}".TrimEnd());
            return answer(request);
        });
        var remote = Remotes.Open("oci://registry.example/a", new RemoteOptions
        {
            Handler = script,
            Time = new ImpatientTime(),
            PieceBytes = 40_000,
            Credentials = (_, _) => Task.FromResult<RegistryCredentials?>(new RegistryCredentials("alice", "s3cret")),
        });
        await remote.PushBlobAsync(_blob, _store, CancellationToken.None);
        return asked;
    }
}
