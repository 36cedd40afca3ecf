using MLOpsBuild.GitHub.Workflows;

namespace MLOpsBuild.GitHub.Tests.Workflows;

/// <summary>The generated files before a real checker of workflows, actionlint, where it is installed.</summary>
public sealed class ActionlintTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("actionlint-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Actionlint_accepts_the_generated_workflows()
    {
        var files = WorkflowFiles.Write(_root);

        var (exitCode, output) = Actionlint.Check(_root, [.. files]);

        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("runs-on: ubuntu-24.04", "runs-on: ubuntu-1.0", "label")]
    [InlineData("timeout-minutes:", "timeout-hours:", "timeout-hours")]
    [InlineData("steps.packages.outputs", "steps.parcels.outputs", "parcels")]
    [InlineData("run: ./build.sh CI", "run: echo ${{ github.event.pull_request.title }}", "untrusted")]
    public void Actionlint_refuses_a_workflow_that_was_spoiled(string found, string replacement, string complaint)
    {
        var file = WorkflowFiles.Write(_root).Single(f => f.EndsWith("ci.yml", StringComparison.Ordinal));
        var path = Path.Combine(_root, file);
        var text = File.ReadAllText(path);
        Assert.Contains(found, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(found, replacement, StringComparison.Ordinal));

        var (exitCode, output) = Actionlint.Check(_root, file);

        Assert.Equal(1, exitCode);
        Assert.Contains(complaint, output, StringComparison.Ordinal);
    }
}
