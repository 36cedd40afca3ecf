using MLOpsBuild.GitHub.Workflows;

namespace MLOpsBuild.GitHub.Tests.Workflows;

public sealed class WorkflowFilesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("workflows-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Check_names_all_files_of_an_empty_repository_and_none_after_writing()
    {
        Assert.Equal(5, WorkflowFiles.Check(_root).Count);
        Assert.Equal(5, WorkflowFiles.Write(_root).Count);
        Assert.Empty(WorkflowFiles.Check(_root));
        Assert.Empty(WorkflowFiles.Write(_root));
    }

    [Theory]
    [InlineData("# by hand\n")]
    [InlineData("\r\n")]
    public void Check_finds_a_file_that_was_edited(string addition)
    {
        WorkflowFiles.Write(_root);
        File.AppendAllText(Path.Combine(_root, ".github/workflows/ci.yml"), addition);

        Assert.Equal([".github/workflows/ci.yml"], WorkflowFiles.Check(_root));
        Assert.Equal([".github/workflows/ci.yml"], WorkflowFiles.Write(_root));
        Assert.Empty(WorkflowFiles.Check(_root));
    }

    [Fact]
    public void Check_finds_files_that_other_options_would_change()
    {
        WorkflowFiles.Write(_root);

        Assert.Equal([".github/workflows/ct.yml"], WorkflowFiles.Check(_root, new WorkflowOptions { RetrainSchedule = "5 5 * * 1" }));
    }
}
