using System.Diagnostics;

namespace MLOpsBuild.GitHub.Tests.Workflows;

/// <summary>Programs of npm, where they are installed: in <c>.mlops/peers</c>, or in the folder that <c>MLOPS_PEERS</c> names.</summary>
internal static class NodePeer
{
    /// <summary>The full path of a file of a package; without it the test is skipped, or fails where peers are required.</summary>
    public static string Find(string file, string install)
    {
        var folders = new[] { Environment.GetEnvironmentVariable("MLOPS_PEERS"), RepositoryPeers() };
        var found = folders.OfType<string>().Select(folder => Path.Combine(folder, "node_modules", file)).FirstOrDefault(File.Exists);
        if (found is not null && OnPath("node")) return found;

        var reason = $"{file} is not there: run `npm i {install}` in .mlops/peers (or in the folder that MLOPS_PEERS names), with node on the PATH.";
        if (Environment.GetEnvironmentVariable("MLOPS_REQUIRE_PEERS") == "1") Assert.Fail(reason);
        Assert.Skip(reason);
        return "";
    }

    public static (int ExitCode, string Output) Run(string program, string folder, IReadOnlyList<string> arguments, params IReadOnlyList<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
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
