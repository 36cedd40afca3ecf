using System.Diagnostics;

namespace MLOpsBuild.Cli.Tests.Commands;

/// <summary>The generated manifest before the schemas of Kubernetes, where they are installed.</summary>
public sealed class KubernetesManifestTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    public KubernetesManifestTests() => _repository.Write(
        "pipelines/orders-late/search.json",
        """{ "version": 1, "parameters": { "l2": { "type": "real", "from": 0.1, "to": 10 } }, "strategy": "random", "validation": { "holdOut": 0.25 } }""");

    [Theory]
    [InlineData("12", "registry.example/it's-orders:1", "oci://registry.example/trials")]
    [InlineData("1", "orders", "oci://localhost:5000/a/b")]
    public void Schemas_accept_the_job(string shards, string image, string results)
    {
        var (exitCode, output) = Check(Manifest(shards, image, results));

        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("completionMode:", "completionMood:", "completionMood: unknown field")]
    [InlineData("completions: 3", "completions: three", "completions")]
    [InlineData("          image:", "          picture:", "picture: unknown field")]
    public void Schemas_refuse_a_job_that_was_spoiled(string found, string replacement, string complaint)
    {
        var manifest = Manifest("3", "orders", "oci://registry.example/trials");
        Assert.Contains(found, manifest, StringComparison.Ordinal);
        var (exitCode, output) = Check(manifest.Replace(found, replacement, StringComparison.Ordinal));
        Assert.Equal(1, exitCode);
        Assert.Contains(complaint, output, StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();

    private string Manifest(string shards, string image, string results)
    {
        var emitted = _repository.Run("tune", "--emit", "kubernetes", "--shards", shards, "--image", image, "--results", results);
        Assert.True(emitted.ExitCode == 0, emitted.Error);
        return emitted.Output;
    }

    private (int ExitCode, string Output) Check(string manifest)
    {
        _repository.Write("job.yaml", manifest);
        var root = Root();
        var folder = new[] { Environment.GetEnvironmentVariable("MLOPS_PEERS"), Path.Combine(root, ".mlops", "peers") }
            .OfType<string>().FirstOrDefault(f => Directory.Exists(Path.Combine(f, "node_modules", "kubernetes-models")) && Directory.Exists(Path.Combine(f, "node_modules", "@kubernetes", "client-node")));
        if (folder is null) Missing();
        var script = Path.Combine(root, "tests", "MLOpsBuild.Cli.Tests", "Peers", "kubernetes-check.mjs");
        using var process = Process.Start(new ProcessStartInfo("node", [script, folder!, _repository.PathOf("job.yaml")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private static void Missing()
    {
        const string Reason = "The schemas of Kubernetes are not there: run `npm i kubernetes-models@5.1.0 @kubernetes-models/validate@5.0.2 @kubernetes/client-node@2.0.1 js-yaml@4.1.0` in .mlops/peers (or in the folder that MLOPS_PEERS names).";
        if (Environment.GetEnvironmentVariable("MLOPS_REQUIRE_PEERS") == "1") Assert.Fail(Reason);
        Assert.Skip(Reason);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MLOpsBuild.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("No MLOpsBuild.sln is above the tests.");
        return folder.FullName;
    }
}
