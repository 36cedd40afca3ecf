using System.Diagnostics;

namespace MLOpsBuild.Git;

/// <summary>Runs the user's own git: no shell, no prompt, every argument by itself, paths never patterns.</summary>
internal static class GitProcess
{
    /// <summary>Set by a surrounding git (in a hook, say), these would lead our git to another repository than the one asked for.</summary>
    private static readonly string[] Inherited =
    [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    ];

    public static (int ExitCode, byte[] Output, string Error) Run(
        string folder, IReadOnlyList<string> arguments, byte[]? input = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, "--no-pager", "-c", "core.quotepath=false", "-c", "gc.auto=0", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var name in Inherited) start.Environment.Remove(name);
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_LITERAL_PATHSPECS"] = "1";
        // Without ext:: and the like, which run a command that is part of the address.
        start.Environment["GIT_ALLOW_PROTOCOL"] = "file:git:http:https:ssh";
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Start(start);
        return Communicate(process, input);
    }

    private static (int ExitCode, byte[] Output, string Error) Communicate(Process process, byte[]? input)
    {
        // All three pipes at once: a full one would stop git, and then us, for good.
        var error = process.StandardError.ReadToEndAsync();
        var fed = Feed(process, input);
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        fed.GetAwaiter().GetResult();
        return (process.ExitCode, output.ToArray(), error.GetAwaiter().GetResult());
    }

    private static async Task Feed(Process process, byte[]? input)
    {
        try
        {
            if (input is not null) await process.StandardInput.BaseStream.WriteAsync(input).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // git ended before it had read everything; its exit code and its words tell why.
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            throw new GitException("--version", -1, $"git cannot be started: {problem.Message}. Is it installed and on PATH?");
        }
    }
}
