namespace MLOpsBuild.Content.Tests;

public sealed class KillSafetyTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_killed_process_left_unfinished_is_never_taken_for_content()
    {
        var store = new ContentStore(_folder.Path);
        var kept = store.Put(Some.Bytes("whole"));
        Leave("half", Now.AddMinutes(-5));

        Assert.Equal([kept], new ContentStore(_folder.Path).Blobs());
        Assert.Empty(new ContentStore(_folder.Path).Verify());
        Assert.Equal("whole"u8.ToArray(), new ContentStore(_folder.Path).Get(kept));
    }

    [Fact]
    public void The_first_writer_sweeps_unfinished_files_that_are_older_than_a_day()
    {
        new ContentStore(_folder.Path).Put(Some.Bytes("first"));
        var old = Leave("old", Now.AddDays(-2));
        var young = Leave("young", Now.AddHours(-2));

        new ContentStore(_folder.Path, new StoppedClock(Now)).Put(Some.Bytes("second"));

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    [Fact]
    public void An_old_file_that_a_living_process_still_writes_is_not_swept()
    {
        new ContentStore(_folder.Path).Put(Some.Bytes("first"));
        var held = Leave("held", Now.AddDays(-2));
        using (new FileStream(held, FileMode.Open, FileAccess.Write, FileShare.None))
        {
            File.SetLastWriteTimeUtc(held, Now.AddDays(-2).UtcDateTime);
            new ContentStore(_folder.Path, new StoppedClock(Now)).Verify();
        }

        Assert.True(File.Exists(held));
    }

    [Fact]
    public void A_lock_file_that_was_left_behind_locks_nothing()
    {
        var store = new ContentStore(_folder.Path);
        File.WriteAllText(_folder[".index.lock"], "");

        store.Tag("v1", Some.Blob(store, "x"));

        Assert.NotNull(store.Resolve("v1"));
    }

    private string Leave(string name, DateTimeOffset written)
    {
        var path = _folder["tmp/" + name];
        File.WriteAllText(path, "half of someth");
        File.SetLastWriteTimeUtc(path, written.UtcDateTime);
        return path;
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
