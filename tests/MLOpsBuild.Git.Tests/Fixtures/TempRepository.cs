using System.Diagnostics;

namespace MLOpsBuild.Git.Tests;

/// <summary>A real repository in a folder that goes away with the test. Its settings are its own, not those of the machine's user.</summary>
internal sealed class TempRepository : IDisposable
{
    public static readonly GitIdentity Robot = new("Robot", "robot@example.org");

    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-git-").FullName;

    public TempRepository()
    {
        Directory.CreateDirectory(Root);
        Git("init", "--quiet", "--initial-branch", "main");
        Git("config", "user.name", "Ada");
        Git("config", "user.email", "ada@example.org");
        Git("config", "commit.gpgsign", "false");
    }

    public string Root => Path.Combine(_folder, "repository");

    public GitRepository Repository => new(Root);

    public string this[string name] => Path.Combine(_folder, name);

    public string Write(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return path;
    }

    public string Commit(string path, string text, string message = "change") => Repository.Commit([Write(path, text)], message);

    /// <summary>Git by its own words, to look from outside.</summary>
    public string Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.TrimEnd('\n') : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result}");
    }

    public void Hook(string name, string script)
    {
        var path = Path.Combine(Root, ".git", "hooks", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose()
    {
        // Git writes its objects read-only.
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)) File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(_folder, recursive: true);
    }
}
