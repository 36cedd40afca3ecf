namespace MLOpsBuild.Targets.Tests;

public sealed class ValueTests
{
    [Fact]
    public void Path_is_normalised_and_compared_by_text()
    {
        var root = AbsolutePath.Create("/work");
        Assert.Equal("/work/b.txt", (root / "a" / "../b.txt").ToString());
        Assert.True(root / "a" == root + "/a");
        Assert.Equal(("b.txt", "b", ".txt"), ((root / "b.txt").Name, (root / "b.txt").NameWithoutExtension, (root / "b.txt").Extension));
        Assert.Equal(root, (root / "a").Parent);
        Assert.Null(AbsolutePath.Create("/").Parent);
        Assert.Equal("../x", (root / "a").GetRelativePathTo(root / "x"));
        Assert.Throws<ArgumentException>(() => AbsolutePath.Create("relative"));
    }

    [Fact]
    public void Glob_finds_files_across_folders_in_order()
    {
        var folder = AbsolutePath.Create(Directory.CreateTempSubdirectory("mlops-glob-").FullName);
        foreach (var file in (string[])["b/c.txt", "a.txt", "b/d/e.txt", "b/f.md"]) (folder / file).WriteAllText("");

        Assert.Equal(["a.txt", "b/c.txt", "b/d/e.txt"], folder.GlobFiles("**/*.txt").Select(folder.GetRelativePathTo));
        Assert.Equal(["b/c.txt", "b/f.md"], folder.GlobFiles("b/*").Select(folder.GetRelativePathTo));
        folder.CreateOrCleanDirectory();
        Assert.Empty(folder.GlobFiles("**"));
        folder.DeleteDirectory();
    }

    [Theory]
    [InlineData("2/3", "2 5")]
    [InlineData("1/1", "1 2 3 4 5")]
    [InlineData("4/3", null)]
    [InlineData("0/3", null)]
    [InlineData("2", null)]
    public void Partition_takes_every_nth_item(string text, string? expected) =>
        Assert.Equal(expected, Partition.TryParse(text) is { } partition ? string.Join(' ', partition.GetCurrent(Enumerable.Range(1, 5))) : null);

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    public void Failure_cannot_carry_the_code_of_a_success(int exitCode) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TargetFailedException(exitCode, "x"));
}
