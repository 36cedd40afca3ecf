using System.Diagnostics;

namespace MLOpsBuild.Cli.Tests.Changes;

/// <summary>Makes a scratch repository one of Git, with its data remote in it.</summary>
internal static class GitRepositoryOf
{
    /// <summary>Begins the branch <c>main</c> with everything that is there.</summary>
    public static void Begin(ScratchRepository repository)
    {
        repository.Write(".gitignore", ".mlops/\nregistry/\n");
        repository.Write(".nuke/parameters.json", "{}");
        Git(repository, "init", "-q", "-b", "main");
        Commit(repository, "Begin");
    }

    /// <summary>Commits everything.</summary>
    public static void Commit(ScratchRepository repository, string message)
    {
        Git(repository, "add", "--all");
        Git(repository, "-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "-m", message);
    }

    /// <summary>Runs git; what it said.</summary>
    public static string Git(ScratchRepository repository, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", repository.Root, .. arguments]) { RedirectStandardOutput = true })!;
        var said = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return said.TrimEnd('\n');
    }
}
