using MLOpsBuild.Cli.Processes;
using MLOpsBuild.Content;

namespace MLOpsBuild.Cli.Tests.Processes;

public sealed class RememberedDigestTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2001, 4, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digest");

    private string Memory => Path.Combine(_folder.FullName, "out", "memory");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_remembered_digest_is_that_of_the_content()
    {
        Write("b.cs", "two");
        Write("a.cs", "one");
        var expected = SourceDigest.OfFiles(_folder.FullName, [PathOf("a.cs"), PathOf("b.cs")]);
        Assert.Equal(expected, Digest());
        Assert.True(File.Exists(Memory));
        Assert.Equal(expected, Digest());
    }

    [Fact]
    public void Files_that_look_as_before_are_not_read_again()
    {
        Write("a.cs", "one");
        var before = Digest();
        // The one edit that no look at a file can find: the same size and the same time.
        Write("a.cs", "two");
        Assert.Equal(before, Digest());
    }

    [Theory]
    [InlineData("a.cs", "longer", 0)]
    [InlineData("a.cs", "two", 1)]
    [InlineData("c.cs", "one", 0)]
    public void Another_size_time_or_name_is_another_digest(string name, string content, int laterMilliseconds)
    {
        Write("a.cs", "one");
        var before = Digest();
        File.Delete(PathOf("a.cs"));
        Write(name, content, LongAgo.AddMilliseconds(laterMilliseconds));
        Assert.NotEqual(before, Digest());
    }

    [Fact]
    public void A_file_written_a_moment_ago_is_always_read()
    {
        var now = DateTime.UtcNow;
        Write("a.cs", "one", now);
        var before = Digest();
        Write("a.cs", "two", now);
        Assert.NotEqual(before, Digest());
    }

    [Fact]
    public void A_memory_that_was_cut_off_is_not_believed()
    {
        Write("a.cs", "one");
        var before = Digest();
        var whole = File.ReadAllText(Memory);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllText(Memory, whole[..length]);
            Assert.Equal(before, Digest());
        }
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name, string content, DateTime? at = null)
    {
        File.WriteAllText(PathOf(name), content);
        File.SetLastWriteTimeUtc(PathOf(name), at ?? LongAgo);
    }

    private Digest Digest() => new RememberedDigest(Memory, TimeProvider.System).Of(_folder.FullName, _folder.EnumerateFiles("*.cs"));
}
