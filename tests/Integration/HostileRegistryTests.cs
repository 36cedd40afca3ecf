using System.Text;
using MLOpsBuild.Content;

namespace MLOpsBuild.Integration.Tests;

/// <summary>Over real sockets: what a damaged or hostile server may say, and what must not follow from it.</summary>
public sealed class HostileRegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ContentStore Store => new(_folder["store"]);

    private static RemoteOptions Plainly => new() { Time = HastyTime.Provider };

    private static RemoteOptions AsAlice => new() { Time = HastyTime.Provider, Credentials = (_, _) => Task.FromResult<RegistryCredentials?>(new RegistryCredentials("alice", "s3cret")) };

    [Fact]
    public async Task A_corrupted_blob_is_refused_and_nothing_is_kept()
    {
        using var server = new RawServer(_ => RawServer.Answer("200 OK", "", "other bytes"));
        var wanted = Digest.Of("the bytes"u8);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Open(server, Plainly).PullAsync(Store, [wanted], CancellationToken.None));

        Assert.Contains(wanted.ToString(), refused.Message, StringComparison.Ordinal);
        AssertNothingKept();
    }

    [Fact]
    public async Task A_blob_longer_than_its_descriptor_is_refused_and_nothing_is_kept()
    {
        using var server = new RawServer(_ => RawServer.Answer("200 OK", "", new string('x', 100_000)));
        var blob = new Descriptor(MediaTypes.Bytes, Digest.Of("the bytes"u8), 9);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Open(server, Plainly).PullAsync(Store, [blob], CancellationToken.None));

        Assert.Contains("9 bytes", refused.Message, StringComparison.Ordinal);
        AssertNothingKept();
    }

    [Fact]
    public async Task A_connection_that_breaks_off_keeps_nothing()
    {
        using var server = new RawServer(_ => "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly the beginning");

        var refused = await Assert.ThrowsAsync<RegistryException>(() => Open(server, Plainly).PullAsync(Store, [Digest.Of("x"u8)], CancellationToken.None));

        Assert.Equal("UNREACHABLE", refused.Code);
        AssertNothingKept();
    }

    [Fact]
    public async Task A_redirect_to_another_host_never_sees_the_credentials()
    {
        var bytes = "the bytes";
        using var elsewhere = new RawServer(_ => RawServer.Answer("200 OK", "", bytes), "127.0.0.2");
        using var server = new RawServer(head => head.Contains("Authorization: Basic ", StringComparison.Ordinal)
            ? RawServer.Answer("307 Temporary Redirect", $"Location: http://{elsewhere.Host}/blob?signature=1\r\n")
            : RawServer.Answer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"r\"\r\n"));

        await Open(server, AsAlice).PullAsync(Store, [Digest.Of(Encoding.UTF8.GetBytes(bytes))], CancellationToken.None);

        var head = Assert.Single(elsewhere.Asked);
        Assert.StartsWith("GET /blob?signature=1 ", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", head, StringComparison.OrdinalIgnoreCase);
        Assert.True(Store.Contains(Digest.Of(Encoding.UTF8.GetBytes(bytes))));
    }

    [Fact]
    public async Task A_redirects_target_that_asks_for_credentials_gets_none()
    {
        using var elsewhere = new RawServer(_ => RawServer.Answer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"give\"\r\n"), "127.0.0.2");
        using var server = new RawServer(_ => RawServer.Answer("307 Temporary Redirect", $"Location: http://{elsewhere.Host}/\r\n"));

        var refused = await Assert.ThrowsAsync<RegistryException>(() => Open(server, AsAlice).PullAsync(Store, [Digest.Of("x"u8)], CancellationToken.None));

        Assert.Equal(401, refused.Status);
        Assert.DoesNotContain("Authorization", Assert.Single(elsewhere.Asked), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("http://alice:s3cret@127.0.0.1:1/")]
    [InlineData("http://registry.example/blob")]
    [InlineData("file:///etc/passwd")]
    public async Task A_redirect_with_credentials_or_without_https_is_refused(string location)
    {
        using var server = new RawServer(_ => RawServer.Answer("302 Found", $"Location: {location}\r\n"));

        var refused = await Assert.ThrowsAsync<RegistryException>(() => Open(server, AsAlice).PullAsync(Store, [Digest.Of("x"u8)], CancellationToken.None));

        Assert.Equal("REDIRECT_REFUSED", refused.Code);
        Assert.DoesNotContain("s3cret", refused.Message, StringComparison.Ordinal);
        AssertNothingKept();
    }

    [Fact]
    public async Task A_head_without_end_is_not_read()
    {
        using var server = new RawServer(_ => RawServer.Answer("200 OK", $"X-Long: {new string('x', 200_000)}\r\n", "x"));

        var refused = await Assert.ThrowsAsync<RegistryException>(() => Open(server, Plainly).PullAsync(Store, [Digest.Of("x"u8)], CancellationToken.None));

        Assert.Equal("UNREACHABLE", refused.Code);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_in_words()
    {
        string host;
        using (var server = new RawServer(_ => "")) host = server.Host;

        var refused = await Assert.ThrowsAsync<RegistryException>(() => Remotes.Open($"oci://{host}/a", Plainly).TagsAsync(CancellationToken.None));

        Assert.Equal((host, null, "UNREACHABLE"), (refused.Host, refused.Status, refused.Code));
        Assert.Contains("cannot be reached", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static IRemote Open(RawServer server, RemoteOptions options) => Remotes.Open($"oci://{server.Host}/a", options);

    private void AssertNothingKept()
    {
        Assert.Empty(Store.Blobs());
        if (Directory.Exists(Path.Combine(Store.Root, "tmp"))) Assert.Empty(Directory.GetFiles(Path.Combine(Store.Root, "tmp")));
    }
}
