using System.Globalization;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Content.Collecting;

namespace MLOpsBuild.Content.Tests.Processes;

/// <summary>Real processes on one store. <c>MLOPS_KILLS</c> sets how many are killed, for more than a build has time for.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("MLOPS_KILLS") ?? "24", CultureInfo.InvariantCulture);
    private readonly TempFolder _folder = new();

    private ContentStore Store => new(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_processes_that_put_and_tag_at_once_lose_nothing()
    {
        await Task.WhenAll(Ended("put", 1), Ended("put", 2), Ended("chunk", 3), Ended("chunk", 4));

        Assert.Equal(100, Store.Tags().Count);
        Assert.Empty(Store.Verify());
        foreach (var seed in new[] { 3, 4 })
        {
            using var file = ChunkedFile.Open(Store, Digest.Of(Worker.Large(seed)));
            Assert.Equal(Digest.Of(Worker.Large(seed)), Digest.Of(file));
        }

        Assert.Empty(Directory.EnumerateFiles(_folder["store/tmp"]));
    }

    [Fact]
    public async Task A_collector_beside_writers_takes_nothing_that_they_build_on()
    {
        // All that the writers will find there is old and unnamed: exactly what a collector would delete.
        ChunkedFile.Put(Store, new MemoryStream(Worker.Large(3)), new ChunkSizes(8 * 1024, 32 * 1024, 128 * 1024));
        for (var i = 0; i < 50; i++) Store.Put(Some.Bytes($"shared {i}"));
        foreach (var blob in Store.Blobs()) File.SetLastWriteTimeUtc(Store.PathOf(blob), DateTime.UtcNow.AddDays(-2));

        await Task.WhenAll(Ended("collect-old", 0), Ended("put", 1), Ended("chunk", 3), Ended("collect-old", 0));

        Assert.Equal(50, Store.Tags().Count);
        Assert.All(Store.Tags(), t => Assert.True(Store.Contains(t.Descriptor.Digest)));
        using var file = ChunkedFile.Open(Store, Digest.Of(Worker.Large(3)));
        Assert.Equal(Digest.Of(Worker.Large(3)), Digest.Of(file));
        Assert.Empty(Store.Verify());
    }

    [Fact]
    [Trait("Repeats", "Kills")]
    public async Task Killed_at_any_instant_the_store_verifies_and_the_next_run_completes()
    {
        string[] kinds = ["put", "chunk", "collect"];
        var random = new Random(20260301);
        var seed = 100;
        var alive = new double[kinds.Length];
        for (var i = 0; i < Kills; i++)
        {
            var kind = i % kinds.Length;
            var span = alive[kind] == 0 ? 60 : alive[kind];
            using var worker = Worker.Start(kinds[kind], _folder["store"], seed + i);
            await worker.StandardOutput.ReadLineAsync();
            var watch = System.Diagnostics.Stopwatch.StartNew();
            await Task.WhenAny(worker.WaitForExitAsync(), Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * span)));
            if (worker.HasExited) alive[kind] = watch.Elapsed.TotalMilliseconds; // it was done before: kill the next sooner
            else alive[kind] = span * 1.1;
            worker.Kill();
            await worker.WaitForExitAsync();

            Assert.Empty(Store.Verify());
            Assert.All(Store.Tags(), t => Assert.True(Store.Contains(t.Descriptor.Digest)));
            Assert.All(FileLinks.All(Store), f => Assert.True(ChunkedFile.Contains(Store, f)));
        }

        await Ended("put", seed);
        await Ended("chunk", seed);
        Assert.True(ChunkedFile.Contains(Store, Digest.Of(Worker.Large(seed))));
        await Ended("collect", seed);
        var tagged = Store.Tags().Select(t => t.Descriptor.Digest).ToHashSet();
        Assert.Equal(tagged.Order(), Store.Blobs());
        Assert.Empty(GarbageCollector.Plan(Store, [], TimeSpan.FromDays(-1)).Blobs);
    }

    private async Task Ended(string kind, int seed)
    {
        using var worker = Worker.Start(kind, _folder["store"], seed);
        var errors = await worker.StandardError.ReadToEndAsync();
        await worker.WaitForExitAsync();
        Assert.True(worker.ExitCode == 0, errors);
    }
}
