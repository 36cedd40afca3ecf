using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Git;

namespace MLOpsBuild.Delivery.Promotion;

/// <summary>One environment's file in a checkout: what it says, whether it may be changed, and the commit that changes it.</summary>
internal sealed class EnvironmentCommit
{
    private readonly GitRepository _repository;
    private readonly string _path;

    private EnvironmentCommit(GitRepository repository, string path, EnvironmentFile file) => (_repository, _path, File) = (repository, path, file);

    /// <summary>The file as it is committed.</summary>
    public EnvironmentFile File { get; }

    /// <summary>Opens the file for a change, or says why it may not be changed.</summary>
    public static (EnvironmentCommit? Opened, PromotionResult? Obstacle) Open(GitRepository repository, string environment, GitIdentity? identity)
    {
        var path = EnvironmentFile.PathOf(environment);
        if (!System.IO.File.Exists(Path.Combine(repository.Root, path)))
        {
            return Not(PromotionOutcome.Impossible, $"There is no {path}. Known environments: {Known(repository)}.");
        }

        if (repository.IsChanged(path))
        {
            return Not(PromotionOutcome.UncommittedChanges, $"{path} has changes that are not committed. Commit them, or drop them with 'git restore --staged --worktree {path}', then try again.");
        }

        // A person would lose the commit with the next checkout. A program that names who commits knows what it does: CI checks commits out, not branches.
        if (identity is null && repository.CurrentBranch() is null)
        {
            return Not(PromotionOutcome.Impossible, "HEAD is on no branch, so the commit would be lost. Check a branch out first: 'git switch main'.");
        }

        if (identity is null && !repository.HasIdentity())
        {
            return Not(PromotionOutcome.NoIdentity, "Git does not know who commits. Tell it: 'git config user.name \"Your Name\"' and 'git config user.email you@example.org'.");
        }

        try
        {
            return (new EnvironmentCommit(repository, path, EnvironmentFile.Parse(System.IO.File.ReadAllBytes(Path.Combine(repository.Root, path)), path)), null);
        }
        catch (InvalidFileException e)
        {
            return Not(PromotionOutcome.Impossible, e.Message);
        }
    }

    /// <summary>Reads another environment's file of the same checkout; null when there is none, or it cannot be read.</summary>
    public EnvironmentFile? Read(string environment)
    {
        var bytes = _repository.Show("HEAD", EnvironmentFile.PathOf(environment));
        try
        {
            return bytes is null ? null : EnvironmentFile.Parse(bytes, EnvironmentFile.PathOf(environment));
        }
        catch (InvalidFileException)
        {
            return null;
        }
    }

    /// <summary>Writes the file and commits it, and nothing else that is changed or staged. When Git refuses, the file is put back.</summary>
    public PromotionResult Write(EnvironmentFile changed, string message, GitIdentity? identity)
    {
        var full = Path.Combine(_repository.Root, _path);
        var before = System.IO.File.ReadAllBytes(full);
        changed.Save(full);
        try
        {
            var commit = _repository.Commit([_path], message, identity);
            return new PromotionResult(PromotionOutcome.Done, message.Split('\n')[0] + ".") { Commit = commit, Previous = File.Digest, Current = changed.Digest };
        }
        catch (GitException e)
        {
            System.IO.File.WriteAllBytes(full, before);
            return new PromotionResult(PromotionOutcome.Impossible, $"Git refused the commit, so nothing changed: {e.Message} If {_path} is still staged: 'git restore --staged {_path}'.");
        }
    }

    private static (EnvironmentCommit? Opened, PromotionResult? Obstacle) Not(PromotionOutcome outcome, string message) => (null, new PromotionResult(outcome, message));

    private static string Known(GitRepository repository)
    {
        var folder = Path.Combine(repository.Root, "environments");
        if (!Directory.Exists(folder)) return "none";
        var names = Directory.EnumerateFiles(folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        return string.Join(", ", names) is { Length: > 0 } list ? list : "none";
    }
}
