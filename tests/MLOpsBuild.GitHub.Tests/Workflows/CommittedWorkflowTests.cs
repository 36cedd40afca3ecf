using MLOpsBuild.GitHub.Workflows;

namespace MLOpsBuild.GitHub.Tests.Workflows;

public sealed class CommittedWorkflowTests
{
    [Fact]
    public void The_committed_workflows_are_what_the_build_generates() => Assert.Empty(WorkflowFiles.Check(Repository()));

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, ".nuke"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("No .nuke folder is above the tests.");
        return folder.FullName;
    }
}
