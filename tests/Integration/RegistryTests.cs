using System.Security.Cryptography;
using MLOpsBuild.Content;

namespace MLOpsBuild.Integration.Tests;

public sealed class RegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ContentStore Store(string name) => new(_folder[name]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_manifest_with_its_blobs_comes_back_as_it_was_pushed(bool relativeLocations)
    {
        using var registry = await DockerRegistry.StartAsync(relative: relativeLocations);
        var (here, there) = (Store("here"), Store("there"));
        var model = Samples.Model(here);
        var remote = Remotes.Open($"oci://{registry.Host}/models/flight-delay", new RemoteOptions());

        await remote.PushManifestAsync(here, model.Digest, "v1", CancellationToken.None);
        var pulled = await remote.PullManifestAsync(there, "v1", CancellationToken.None);

        Assert.Equal(model.Digest, pulled!.Digest);
        Assert.Equal(here.Get(model.Digest), there.Get(model.Digest));
        Assert.Equal(here.Blobs(), there.Blobs());
        Assert.Equal(model.Digest, there.Resolve("v1")!.Digest);
        Assert.Empty(there.Verify());
    }

    [Fact]
    public async Task Referrers_travel_by_the_tag_fallback_where_there_is_no_referrers_api()
    {
        using var registry = await DockerRegistry.StartAsync();
        var (here, there) = (Store("here"), Store("there"));
        var model = Samples.Model(here);
        var evidence = Enumerable.Range(0, 3).Select(i => Samples.Evidence(here, model, $"verdict {i}").Digest).Order().ToArray();
        var remote = Remotes.Open($"oci://{registry.Host}/models/a", new RemoteOptions());

        await remote.PushManifestAsync(here, model.Digest, "v1", CancellationToken.None);
        await remote.PushManifestAsync(here, model.Digest, "v1", CancellationToken.None);
        await remote.PullManifestAsync(there, model.Digest.ToString(), CancellationToken.None);

        Assert.Equal(evidence, there.Referrers(model.Digest).Select(r => r.Digest));
        Assert.Equal(evidence, (await remote.ReferrersAsync(model.Digest, CancellationToken.None)).Select(r => r.Digest));
        Assert.All(await remote.ReferrersAsync(model.Digest, CancellationToken.None), r => Assert.Equal("application/vnd.mlopsbuild.verdict.v1+json", r.ArtifactType));
        Assert.Equal(["v1"], await remote.TagsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Skopeo_copies_our_manifest_with_its_digest_unchanged()
    {
        Peer.Require("skopeo");
        using var registry = await DockerRegistry.StartAsync();
        var here = Store("here");
        var model = Samples.Model(here);
        var remote = Remotes.Open($"oci://{registry.Host}/models/a", new RemoteOptions());
        await remote.PushManifestAsync(here, model.Digest, "v1", CancellationToken.None);

        Peer.Run("skopeo", "copy", "--src-tls-verify=false", "--dest-tls-verify=false", "--preserve-digests", $"docker://{registry.Host}/models/a:v1", $"docker://{registry.Host}/models/b:v2");
        Peer.Run("skopeo", "copy", "--src-tls-verify=false", $"docker://{registry.Host}/models/a:v1", $"oci:{_folder["layout"]}:v3");

        var copied = await Remotes.Open($"oci://{registry.Host}/models/b", new RemoteOptions()).ResolveAsync("v2", CancellationToken.None);
        Assert.Equal(model.Digest, copied!.Digest);
        var there = Store("there");
        var fromLayout = await Remotes.Open(_folder["layout"], new RemoteOptions()).PullManifestAsync(there, "v3", CancellationToken.None);
        Assert.Equal(model.Digest, fromLayout!.Digest);
        Assert.Equal(here.Get(model.Digest), there.Get(model.Digest));
    }

    [Fact]
    public async Task Skopeo_reads_our_store_as_an_image_layout()
    {
        Peer.Require("skopeo");
        var here = Store("here");
        var model = Samples.Model(here);
        here.Tag("v1", model);

        Peer.Run("skopeo", "copy", $"oci:{here.Root}:v1", $"dir:{_folder["copy"]}");

        Assert.Equal(here.Get(model.Digest), await File.ReadAllBytesAsync(Path.Combine(_folder["copy"], "manifest.json")));
    }

    [Fact]
    public async Task Basic_credentials_open_a_registry_that_asks_for_them()
    {
        using var registry = await DockerRegistry.StartAsync("alice", "s3cret");
        var here = Store("here");
        var model = Samples.Model(here);
        var auth = Convert.ToBase64String("alice:s3cret"u8);
        await File.WriteAllTextAsync(_folder["config.json"], $$"""{ "auths": { "{{registry.Host}}": { "auth": "{{auth}}" } } }""");
        var options = new RemoteOptions { Credentials = DockerConfig.Load(_folder["config.json"], [], TimeProvider.System).ForAsync };
        var remote = Remotes.Open($"oci://{registry.Host}/a", options);

        await remote.PushManifestAsync(here, model.Digest, "v1", CancellationToken.None);

        Assert.Equal(model.Digest, (await remote.PullManifestAsync(Store("there"), "v1", CancellationToken.None))!.Digest);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task A_refused_login_is_told_in_words_without_the_password(string? password)
    {
        using var registry = await DockerRegistry.StartAsync("alice", "s3cret");
        var options = new RemoteOptions { Credentials = (_, _) => Task.FromResult(password is null ? null : new RegistryCredentials("alice", password)) };

        var refused = await Assert.ThrowsAsync<RegistryException>(() => Remotes.Open($"oci://{registry.Host}/a", options).TagsAsync(CancellationToken.None));

        Assert.Equal((401, registry.Host, "UNAUTHORIZED"), (refused.Status, refused.Host, refused.Code));
        Assert.Contains($"docker login {registry.Host}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_blob_is_streamed_there_and_back()
    {
        using var registry = await DockerRegistry.StartAsync();
        var (here, there) = (Store("here"), Store("there"));
        var digest = here.Put(RandomNumberGenerator.GetBytes(24 * 1024 * 1024));
        var remote = Remotes.Open($"oci://{registry.Host}/data", new RemoteOptions());

        await remote.PushBlobAsync(digest, here, CancellationToken.None);
        await remote.PullAsync(there, [digest], CancellationToken.None);

        Assert.True(await remote.ContainsAsync(digest, CancellationToken.None));
        Assert.Empty(there.Verify());
        Assert.True(there.Contains(digest));
    }

    [Fact]
    public async Task A_blob_in_pieces_arrives_whole_and_its_progress_is_told()
    {
        using var registry = await DockerRegistry.StartAsync();
        var (here, there) = (Store("here"), Store("there"));
        var digest = here.Put(RandomNumberGenerator.GetBytes(1_000_001));
        var remote = Remotes.Open($"oci://{registry.Host}/data", new RemoteOptions { PieceBytes = 300_000 });
        var told = new Told();

        await remote.PushAsync(here, [digest], new TransferOptions { Progress = told }, CancellationToken.None);
        Assert.Equal([0, 300_000, 600_000, 900_000, 1_000_001], told.Reports.Select(r => r.BytesDone).Prepend(0).Distinct());
        Assert.Equal(new TransferProgress(1, 1, 1_000_001, 1_000_001), told.Reports[^1]);
        await remote.PullAsync(there, [digest], CancellationToken.None);

        Assert.Equal(here.Get(digest), there.Get(digest));
    }

    [Fact]
    public async Task A_blob_of_another_repository_is_mounted_instead_of_sent()
    {
        using var registry = await DockerRegistry.StartAsync();
        var here = Store("here");
        var digest = here.Put(RandomNumberGenerator.GetBytes(300_000));
        await Remotes.Open($"oci://{registry.Host}/dev/model", new RemoteOptions()).PushBlobAsync(digest, here, CancellationToken.None);
        using var proxy = new FaultProxy(registry.Port, 0, _ => Fault.None);

        await Remotes.Open($"oci://{proxy.Host}/prod/model", new RemoteOptions { MountFrom = ["prod/other", "dev/model"] }).PushBlobAsync(digest, here, CancellationToken.None);

        Assert.Equal(4, proxy.Count); // three looks and the mount
        Assert.True(await Remotes.Open($"oci://{registry.Host}/prod/model", new RemoteOptions()).ContainsAsync(digest, CancellationToken.None));
    }

    [Fact]
    public async Task Evidence_from_several_sides_at_once_is_all_listed()
    {
        using var registry = await DockerRegistry.StartAsync();
        var here = Store("here");
        var model = Samples.Model(here);
        var evidence = Enumerable.Range(0, 8).Select(i => Samples.Evidence(here, model, $"verdict {i}")).ToArray();
        await Remotes.Open($"oci://{registry.Host}/a", new RemoteOptions()).PushAsync(here, here.Blobs(), new TransferOptions(), CancellationToken.None);

        await Task.WhenAll(evidence.Select(e => Remotes.Open($"oci://{registry.Host}/a", new RemoteOptions { Time = HastyTime.Provider }).PushManifestAsync(here.Get(e.Digest), MediaTypes.Manifest, null, CancellationToken.None)));

        var listed = await Remotes.Open($"oci://{registry.Host}/a", new RemoteOptions()).ReferrersAsync(model.Digest, CancellationToken.None);
        Assert.Equal(evidence.Select(e => e.Digest).Order(), listed.Select(d => d.Digest));
    }

    [Fact]
    public async Task What_a_registry_does_not_have_is_said()
    {
        using var registry = await DockerRegistry.StartAsync();
        var remote = Remotes.Open($"oci://{registry.Host}/nothing", new RemoteOptions());
        var digest = Digest.Of("nowhere"u8);

        Assert.Null(await remote.ResolveAsync("v1", CancellationToken.None));
        Assert.Empty(await remote.TagsAsync(CancellationToken.None));
        Assert.False(await remote.ContainsAsync(digest, CancellationToken.None));
        await Assert.ThrowsAsync<ContentMissingException>(() => remote.PullAsync(Store("there"), [digest], CancellationToken.None));
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Told : IProgress<TransferProgress>
    {
        public List<TransferProgress> Reports { get; } = [];

        public void Report(TransferProgress value) => Reports.Add(value);
    }
}
