using System.Diagnostics;
using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Git;

namespace MLOpsBuild.Retraining.Tests;

/// <summary>A real Git repository with one commit, made for one test.</summary>
internal sealed class TempRepository : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-retraining-").FullName;

    public TempRepository()
    {
        Directory.CreateDirectory(Root);
        Git("init", "--quiet", "--initial-branch=main");
        Git("config", "user.name", "Ada");
        Git("config", "user.email", "ada@example.org");
        Git("config", "commit.gpgsign", "false");
        File.WriteAllText(Path.Combine(Root, "data.lock.json"), "old");
        Git("add", ".");
        Git("commit", "--quiet", "-m", "Begin");
    }

    public static GitIdentity Robot { get; } = new("Robot", "robot@example.org");

    public string Root => Path.Combine(_folder, "repo");

    public GitRepository Repository => new(Root);

    public static Digest Digest(string text) => Content.Digest.Of(Encoding.UTF8.GetBytes(text));

    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", Root, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.TrimEnd('\n') : throw new InvalidOperationException(error.Result);
    }

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)) File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(_folder, recursive: true);
    }
}
