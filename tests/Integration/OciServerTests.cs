using System.Security.Cryptography;
using MLOpsBuild.Content;

namespace MLOpsBuild.Integration.Tests;

/// <summary>What the specification allows and the real registry does not do, against a small registry of our own.</summary>
public sealed class OciServerTests : IDisposable
{
    private const string Verdict = "application/vnd.mlopsbuild.verdict.v1+json";
    private readonly TemporaryFolder _folder = new();

    private ContentStore Here => new(_folder["here"]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Referrers_are_listed_by_the_api_page_by_page_whether_the_server_chooses_or_not(bool chooses)
    {
        await using var server = await OciServer.StartAsync(OciServer.New(chooses: chooses));
        var model = Samples.Model(Here);
        var evidence = Enumerable.Range(0, 3).Select(i => Samples.Evidence(Here, model, $"verdict {i}").Digest).Order().ToArray();
        var other = Here.PutManifest(Here.GetManifest(evidence[0]) with { ArtifactType = "application/vnd.other" });
        var remote = Open(server, new RemoteOptions());

        await remote.PushManifestAsync(Here, model.Digest, "v1", CancellationToken.None);
        var there = new ContentStore(_folder["there"]);
        await remote.PullManifestAsync(there, "v1", CancellationToken.None);

        Assert.Equal(evidence.Append(other.Digest).Order(), there.Referrers(model.Digest).Select(r => r.Digest));
        Assert.Equal(evidence, (await remote.ReferrersAsync(model.Digest, Verdict, CancellationToken.None)).Select(r => r.Digest));
        Assert.DoesNotContain(server.Asked, asked => asked.Contains("/manifests/sha256-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tokens_are_fetched_once_for_each_right_even_by_transfers_at_the_same_time()
    {
        await using var server = await OciServer.StartAsync(OciServer.New(tokens: true));
        var model = Samples.Model(Here);
        var remote = Open(server, As(new RegistryCredentials("alice", "s3cret")));

        await remote.PushManifestAsync(Here, model.Digest, "v1", CancellationToken.None);
        await remote.PullManifestAsync(new ContentStore(_folder["there"]), "v1", CancellationToken.None);

        Assert.Equal(["Basic YWxpY2U6czNjcmV0 for repository:a:pull", "Basic YWxpY2U6czNjcmV0 for repository:a:pull,push"], server.TokensAsked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_token_that_the_registry_no_longer_takes_is_replaced()
    {
        await using var server = await OciServer.StartAsync(OciServer.New(tokens: true));
        var digest = Here.Put("the bytes"u8);
        var remote = Open(server, new RemoteOptions());
        await remote.PushBlobAsync(digest, Here, CancellationToken.None);

        server.Tokens.Clear();

        Assert.True(await remote.ContainsAsync(digest, CancellationToken.None));
        Assert.Equal(3, server.TokensAsked.Count);
        Assert.All(server.TokensAsked, asked => Assert.StartsWith(" for ", asked, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_identity_token_is_exchanged_for_access_tokens()
    {
        await using var server = await OciServer.StartAsync(OciServer.New(tokens: true));

        Assert.False(await Open(server, As(RegistryCredentials.OfIdentityToken("id-1"))).ContainsAsync(Digest.Of("x"u8), CancellationToken.None));

        Assert.Equal(["refresh_token=id-1 for repository:a:pull"], server.TokensAsked);
    }

    [Fact]
    public async Task A_mount_asks_for_the_right_to_both_repositories()
    {
        await using var server = await OciServer.StartAsync(OciServer.New(tokens: true));
        var digest = Here.Put(RandomNumberGenerator.GetBytes(100_000));
        await Remotes.Open($"oci://{server.Host}/dev", new RemoteOptions()).PushBlobAsync(digest, Here, CancellationToken.None);
        server.Asked.Clear();

        await Open(server, new RemoteOptions { MountFrom = ["dev"] }).PushBlobAsync(digest, Here, CancellationToken.None);

        Assert.Contains("for repository:a:pull,push repository:dev:pull", server.TokensAsked.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Asked, asked => asked.StartsWith("PUT", StringComparison.Ordinal) || asked.StartsWith("PATCH", StringComparison.Ordinal));
        Assert.True(await Open(server, new RemoteOptions()).ContainsAsync(digest, CancellationToken.None));
    }

    [Fact]
    public async Task A_short_blob_goes_with_the_first_question_where_that_is_taken()
    {
        await using var server = await OciServer.StartAsync(OciServer.New(atOnce: true));
        var digest = Here.Put("the bytes"u8);

        await Open(server, new RemoteOptions()).PushBlobAsync(digest, Here, CancellationToken.None);

        Assert.Equal([$"HEAD /v2/a/blobs/{digest}", $"POST /v2/a/blobs/uploads/?digest={digest}"], server.Asked);
    }

    [Fact]
    public async Task Where_it_is_not_taken_the_session_is_used_and_nobody_tries_again()
    {
        await using var server = await OciServer.StartAsync(OciServer.New());
        var (one, two) = (Here.Put("one"u8), Here.Put("two"u8));
        var remote = Open(server, new RemoteOptions());

        await remote.PushBlobAsync(one, Here, CancellationToken.None);
        await remote.PushBlobAsync(two, Here, CancellationToken.None);

        Assert.Equal(["HEAD", "POST", "PUT", "HEAD", "POST", "PUT"], server.Asked.Select(a => a.Split(' ')[0]));
        Assert.Equal("POST /v2/a/blobs/uploads/", server.Asked.ElementAt(4));
        Assert.True(await remote.ContainsAsync(two, CancellationToken.None));
    }

    [Fact]
    public async Task A_lost_piece_is_sent_on_from_where_the_registry_says_it_is()
    {
        await using var server = await OciServer.StartAsync(OciServer.New(losesPieces: 2));
        var digest = Here.Put(RandomNumberGenerator.GetBytes(1_000_000));

        await Open(server, new RemoteOptions { PieceBytes = 300_000, Time = HastyTime.Provider }).PushBlobAsync(digest, Here, CancellationToken.None);

        Assert.Equal(1, server.Asked.Count(a => a.StartsWith("POST", StringComparison.Ordinal)));
        Assert.Equal(2, server.Asked.Count(a => a.StartsWith("GET /v2/a/blobs/uploads/", StringComparison.Ordinal)));
        Assert.True(await Open(server, new RemoteOptions()).ContainsAsync(digest, CancellationToken.None));
    }

    [Fact]
    public async Task Pieces_are_as_long_as_the_registry_asks()
    {
        await using var server = await OciServer.StartAsync(OciServer.New(shortestPiece: 400_000));
        var digest = Here.Put(RandomNumberGenerator.GetBytes(1_000_000));

        await Open(server, new RemoteOptions { PieceBytes = 1000 }).PushBlobAsync(digest, Here, CancellationToken.None);

        Assert.Equal(["PATCH", "PATCH", "PUT"], server.Asked.Skip(2).Select(a => a.Split(' ')[0]));
    }

    public void Dispose() => _folder.Dispose();

    private static IRemote Open(OciServer server, RemoteOptions options) => Remotes.Open($"oci://{server.Host}/a", options);

    private static RemoteOptions As(RegistryCredentials credentials) => new() { Credentials = (_, _) => Task.FromResult<RegistryCredentials?>(credentials) };
}
