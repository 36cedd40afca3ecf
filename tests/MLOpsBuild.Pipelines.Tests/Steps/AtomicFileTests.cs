using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Steps;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_made_with_its_folders()
    {
        AtomicFile.Write(_folder["a/b/c.json"], "new"u8);

        Assert.Equal("new", File.ReadAllText(_folder["a/b/c.json"]));
        Assert.Equal([_folder["a/b/c.json"]], Files());
    }

    [Fact]
    public async Task A_reader_never_sees_half_a_file()
    {
        var path = _folder["file"];
        var contents = Enumerable.Range(0, 4).Select(i => Enumerable.Repeat((byte)('a' + i), 50_000 + i).ToArray()).ToArray();
        AtomicFile.Write(path, contents[0]);
        using var stop = new CancellationTokenSource();
        var writers = Task.WhenAll(contents.Select(bytes => Task.Run(() =>
        {
            for (var i = 0; i < 25; i++) AtomicFile.Write(path, bytes);
        })));
        var reader = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                var read = File.ReadAllBytes(path);
                Assert.Contains(contents, bytes => bytes.AsSpan().SequenceEqual(read));
            }
        });

        await writers;
        await stop.CancelAsync();
        await reader;

        Assert.Equal([path], Files());
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_state_and_no_rest()
    {
        Directory.CreateDirectory(_folder["taken/inside"]);

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(_folder["taken"], "new"u8));

        Assert.True(Directory.Exists(_folder["taken/inside"]));
        Assert.Empty(Files());
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_folder.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })];
}
