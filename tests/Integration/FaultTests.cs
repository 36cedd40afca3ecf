using System.Collections.Concurrent;
using System.Security.Cryptography;
using MLOpsBuild.Content;

namespace MLOpsBuild.Integration.Tests;

/// <summary>The real registry behind a proxy that spoils what passes: the right bytes arrive, or an error says why not.</summary>
public sealed class FaultTests : IDisposable
{
    private const int Piece = 70_000;
    private readonly TemporaryFolder _folder = new();
    private readonly ContentStore _here;
    private readonly Descriptor _model;

    public FaultTests()
    {
        _here = new ContentStore(_folder["here"]);
        _model = Model(_here);
    }

    [Fact]
    public async Task Seeded_faults_never_leave_wrong_bytes_and_seldom_win()
    {
        using var registry = await DockerRegistry.StartAsync();
        var faults = new ConcurrentBag<Fault>();
        var good = 0;
        const int Seeds = 50;

        await Parallel.ForEachAsync(Enumerable.Range(1, Seeds), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (seed, _) =>
        {
            using var proxy = new FaultProxy(registry.Port, seed, FaultProxy.Seeded(seed, 0.15));
            if (await ThereAndBackAsync(registry, proxy, $"seeded/s{seed}") is null) Interlocked.Increment(ref good);
            foreach (var (fault, _) in proxy.Faults) faults.Add(fault);
        });

        Assert.True(faults.Count >= 200, $"Only {faults.Count} faults happened.");
        Assert.Equal(Enum.GetValues<Fault>().Where(f => f != Fault.None), faults.Distinct().Order());
        Assert.True(good >= Seeds * 3 / 4, $"Only {good} of {Seeds} exchanges came through.");
    }

    [Theory]
    [InlineData(Fault.CutQuestion)]
    [InlineData(Fault.SpoilQuestion)]
    [InlineData(Fault.DropAnswer)]
    [InlineData(Fault.CutAnswer)]
    internal async Task One_fault_is_survived_wherever_it_strikes(Fault fault)
    {
        using var registry = await DockerRegistry.StartAsync();
        var pushes = await StrikeAsync(registry, fault, (at, proxy) => PushAsync(registry, proxy, $"one/p{at}"));
        await Remotes.Open($"oci://{registry.Host}/one/all", new RemoteOptions()).PushManifestAsync(_here, _model.Digest, "v1", CancellationToken.None);
        var pulls = await StrikeAsync(registry, fault, (at, proxy) => PullAsync(proxy, "one/all", $"pulled{at}"));

        Assert.InRange(pushes, 15, 50);
        Assert.InRange(pulls, 5, 20);
    }

    /// <summary>Does something over and over, with the fault one request later each time, until it is over before the fault.</summary>
    private static async Task<int> StrikeAsync(DockerRegistry registry, Fault fault, Func<int, FaultProxy, Task<string?>> exchange)
    {
        for (var at = 0; ; at++)
        {
            using var proxy = new FaultProxy(registry.Port, at, number => number == at ? fault : Fault.None);
            var problem = await exchange(at, proxy);
            if (!proxy.Faults.TryPeek(out var struck)) return at;
            Assert.True(problem is null, $"{fault} of request {at} ({struck.Request}): {problem}");
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Pushes and pulls through the proxy; null when all went well, else the error that was reported. Wrong bytes fail the test.</summary>
    private async Task<string?> ThereAndBackAsync(DockerRegistry registry, FaultProxy proxy, string repository)
    {
        var pushed = await PushAsync(registry, proxy, repository);
        if (pushed is not null) await Remotes.Open($"oci://{registry.Host}/{repository}", new RemoteOptions()).PushManifestAsync(_here, _model.Digest, "v1", CancellationToken.None);
        return pushed ?? await PullAsync(proxy, repository, repository);
    }

    private async Task<string?> PushAsync(DockerRegistry registry, FaultProxy proxy, string repository)
    {
        var problem = await TryAsync(() => Through(proxy, repository).PushManifestAsync(_here, _model.Digest, "v1", CancellationToken.None));
        if (problem is null) await AssertWholeAsync(Remotes.Open($"oci://{registry.Host}/{repository}", new RemoteOptions()));
        return problem;
    }

    private async Task<string?> PullAsync(FaultProxy proxy, string repository, string name)
    {
        var there = new ContentStore(_folder[name]);
        Descriptor? pulled = null;
        var problem = await TryAsync(async () => pulled = await Through(proxy, repository).PullManifestAsync(there, "v1", CancellationToken.None));
        if (problem is null) Assert.Equal(_model.Digest, pulled?.Digest);
        Assert.Empty(there.Verify());
        Assert.Subset(_here.Blobs().ToHashSet(), there.Blobs().ToHashSet());
        if (problem is null) Assert.Equal(_here.Blobs(), there.Blobs());
        return problem;
    }

    /// <summary>Everything lies in the registry as it lies here.</summary>
    private async Task AssertWholeAsync(IRemote remote)
    {
        Assert.Equal(_model.Digest, (await remote.ResolveAsync("v1", CancellationToken.None))!.Digest);
        var evidence = Assert.Single(await remote.ReferrersAsync(_model.Digest, CancellationToken.None));
        Assert.Equal(_here.Referrers(_model.Digest), [evidence]);
        foreach (var manifest in new[] { _model, evidence })
        {
            Assert.Equal(_here.Get(manifest.Digest), await remote.GetManifestAsync(manifest, CancellationToken.None));
            foreach (var blob in _here.GetManifest(manifest.Digest).Layers)
            {
                await using var stream = await remote.OpenBlobAsync(blob.Digest, CancellationToken.None);
                Assert.Equal(blob.Digest, Digest.FromHash(await SHA256.HashDataAsync(stream)));
            }
        }
    }

    private static IRemote Through(FaultProxy proxy, string repository) => Remotes.Open($"oci://{proxy.Host}/{repository}", new RemoteOptions { Time = HastyTime.Provider, PieceBytes = Piece });

    /// <summary>A model with a short blob and one of several pieces, and evidence.</summary>
    private static Descriptor Model(ContentStore store)
    {
        var dice = new Random(1);
        var layers = new[] { 90, (2 * Piece) + 7 }.Select(size =>
        {
            var bytes = new byte[size];
            dice.NextBytes(bytes);
            return new Descriptor(MediaTypes.Bytes, store.Put(bytes), size);
        });
        var model = store.PutManifest(new OciManifest { ArtifactType = Samples.Kind, Config = Samples.Blob(store, "{}", MediaTypes.Empty), Layers = [.. layers] });
        Samples.Evidence(store, model, "verdict");
        return model;
    }

    private static async Task<string?> TryAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (Exception told) when (told is RegistryException or InvalidDataException or ContentMissingException)
        {
            Assert.True(told.Message.Length > 20, told.ToString());
            return told.ToString();
        }
    }
}
