using System.Diagnostics;

namespace MLOpsBuild.Integration.Tests;

/// <summary>Programs of others that these tests talk to. A missing one skips the test, or fails it where peers are required.</summary>
internal static class Peer
{
    public static string Require(string program)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (File.Exists(Path.Combine(folder, program))) return Path.Combine(folder, program);
        }

        var reason = $"{program} is not installed.";
        if (Environment.GetEnvironmentVariable("MLOPS_REQUIRE_PEERS") == "1") Assert.Fail(reason);
        Assert.Skip(reason);
        return "";
    }

    public static string Run(string program, params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Require(program), arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {error.GetAwaiter().GetResult()}");
        return output;
    }
}
