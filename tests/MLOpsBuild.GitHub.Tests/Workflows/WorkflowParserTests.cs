using MLOpsBuild.GitHub.Workflows;

namespace MLOpsBuild.GitHub.Tests.Workflows;

/// <summary>The generated files before GitHub's own parser of workflows, where it is installed.</summary>
public sealed class WorkflowParserTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("workflow-parser-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Github_reads_the_generated_workflows()
    {
        var (exitCode, output) = Parse([.. WorkflowFiles.Write(_root)]);

        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("branches:", "branch:", "Unexpected value 'branch'")]
    [InlineData("contents: read", "contents: all", "Unexpected value 'all'")]
    [InlineData("timeout-minutes: 60", "timeout-minutes: soon", "Unexpected value 'soon'")]
    public void Github_refuses_a_workflow_that_was_spoiled(string found, string replacement, string complaint)
    {
        var file = WorkflowFiles.Write(_root).Single(f => f.EndsWith("ci.yml", StringComparison.Ordinal));
        var path = Path.Combine(_root, file);
        var text = File.ReadAllText(path);
        Assert.Contains(found, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(found, replacement, StringComparison.Ordinal));

        var (exitCode, output) = Parse([file]);

        Assert.Equal(1, exitCode);
        Assert.Contains(complaint, output, StringComparison.Ordinal);
    }

    // The package is made for bundlers: node alone does not load it.
    private (int ExitCode, string Output) Parse(string[] files)
    {
        var parser = NodePeer.Find("@actions/workflow-parser/package.json", "@actions/workflow-parser@0.3.61");
        var bundler = NodePeer.Find("esbuild/bin/esbuild", "esbuild@0.28.2");
        var packages = Path.GetFullPath(Path.Combine(parser, "..", "..", ".."));
        var script = Path.Combine(AppContext.BaseDirectory, "parser.mjs");
        var bundle = Path.Combine(_root, "parser.cjs");
        var bundled = NodePeer.Run(bundler, _root, [script, "--bundle", "--platform=node", "--format=cjs", $"--outfile={bundle}"], ("NODE_PATH", packages));
        Assert.True(bundled.ExitCode == 0, bundled.Output);
        return NodePeer.Run("node", _root, [bundle, .. files]);
    }
}
