using System.Diagnostics;

namespace MLOpsBuild.Content.Tests;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writers_of_the_same_and_of_different_content_lose_nothing()
    {
        // Every writer has its own store object, as processes have.
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, writer =>
        {
            var store = new ContentStore(_folder.Path);
            for (var i = 0; i < 10; i++)
            {
                store.Put(Some.Bytes($"shared {i}"));
                var own = Some.Blob(store, $"own {writer} {i}");
                store.Tag($"w{writer}.{i}", own);
                Assert.Equal(Some.Bytes($"own {writer} {i}"), store.Get(own.Digest));
            }
        });

        var store = new ContentStore(_folder.Path);
        Assert.Equal(80, store.Tags().Count);
        Assert.Equal(90, store.Blobs().Count);
        Assert.Empty(store.Verify());
        Assert.Empty(Directory.EnumerateFiles(_folder["tmp"]));
    }

    [Fact]
    public void Referrers_that_are_attached_at_once_are_all_listed()
    {
        var subject = new ContentStore(_folder.Path).PutManifest(Some.Manifest(new ContentStore(_folder.Path), "model"));

        Parallel.For(0, 12, i =>
        {
            var store = new ContentStore(_folder.Path);
            store.PutManifest(Some.About(store, subject, $"verdict {i}"));
        });

        Assert.Equal(12, new ContentStore(_folder.Path).Referrers(subject.Digest).Count);
    }

    /// <summary>The lock is the operating system's: another program that holds it is waited for.</summary>
    [Fact]
    public void A_change_of_the_index_waits_for_another_process()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "flock (util-linux) is needed to play the other process");
        var store = new ContentStore(_folder.Path);
        var blob = Some.Blob(store, "x");
        store.Tag("before", blob);
        using var other = Process.Start(new ProcessStartInfo("/usr/bin/flock", [_folder[".index.lock"], "sh", "-c", "echo locked; sleep 0.5; touch done"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("locked", other.StandardOutput.ReadLine());

        store.Tag("after", blob);

        Assert.True(File.Exists(_folder["done"]));
        other.WaitForExit();
    }
}
