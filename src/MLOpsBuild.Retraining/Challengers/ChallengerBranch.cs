using MLOpsBuild.Git;

namespace MLOpsBuild.Retraining.Challengers;

/// <summary>
/// Puts a challenger's files on a branch <c>retrain/&lt;pipeline&gt;/&lt;partition&gt;</c>: one commit on top of HEAD, made in a work
/// tree of its own, so that the user's checkout and branch stay as they are. A branch that a person has worked on is never moved.
/// </summary>
public static class ChallengerBranch
{
    /// <summary>The trailer that marks our commits; continuous training ignores them, or it would train for ever.</summary>
    public const string Trailer = "Retrain-Of";

    /// <summary>The name of the branch.</summary>
    /// <exception cref="ArgumentException">A name cannot be part of a branch.</exception>
    public static string NameOf(string pipeline, string partition) =>
        $"retrain/{Names.Checked(pipeline, nameof(pipeline))}/{Names.Checked(partition, nameof(partition))}";

    /// <summary>Makes or moves the branch.</summary>
    /// <exception cref="ArgumentException">A path leaves the repository.</exception>
    /// <exception cref="GitException">Git failed.</exception>
    public static ChallengerBranchResult Create(GitRepository repository, ChallengerBranchRequest request)
    {
        var branch = NameOf(request.Pipeline, request.Partition);
        foreach (var path in request.Files.Keys) ScratchTree.Check(path);
        if (repository.Head() is not { } head) return new(ChallengerBranchOutcome.Refused, branch, null, "The repository has no commit to branch from.");
        var exists = repository.BranchExists(branch);
        if (exists && !IsOurs(repository, branch))
        {
            return new(ChallengerBranchOutcome.Refused, branch, null, $"The branch {branch} ends in a commit that retraining did not make. Merge it or rename it: 'git branch -m {branch} <name>'.");
        }

        if (request.Files.All(f => repository.Show(head, f.Key) is { } now && now.AsSpan().SequenceEqual(f.Value)))
        {
            return new(ChallengerBranchOutcome.Unchanged, branch, null, "The files are what HEAD has already.");
        }

        if (exists && repository.CurrentBranch() == branch) return new(ChallengerBranchOutcome.Refused, branch, null, $"{branch} is checked out here; switch to another branch first.");
        var commit = ScratchTree.Commit(repository, head, request.Files, MessageOf(request), request.Identity);
        if (exists) repository.DeleteBranch(branch);
        repository.CreateBranch(branch, commit);
        return exists
            ? new(ChallengerBranchOutcome.Updated, branch, commit, $"{branch} now has the challenger on top of {head[..12]}.")
            : new(ChallengerBranchOutcome.Created, branch, commit, $"{branch} has the challenger on top of {head[..12]}.");
    }

    /// <summary>The challengers that were made on the commit that is checked out: those of other commits were proposed then, or are somebody's by now.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    public static IReadOnlyList<ProposedChallenger> OnHead(GitRepository repository, string pipeline)
    {
        var head = repository.Head();
        return
        [
            .. repository.BranchesBelow($"retrain/{Names.Checked(pipeline, nameof(pipeline))}/")
                .Where(branch => head is not null && repository.Resolve($"refs/heads/{branch}^") == head && IsOurs(repository, branch))
                .Select(branch => new ProposedChallenger(branch, repository.Resolve("refs/heads/" + branch)!, repository.MessageOf("refs/heads/" + branch)!)),
        ];
    }

    /// <summary>
    /// True when the branch's last commit carries the trailer. Git's own <c>rev^{/text}</c> names the newest commit that does; the
    /// branch is ours when that is its tip. A trailer follows a line break, which the pattern cannot hold but matches as a space.
    /// </summary>
    private static bool IsOurs(GitRepository repository, string branch)
    {
        var tip = repository.Resolve("refs/heads/" + branch);
        return tip is not null && repository.Resolve($"refs/heads/{branch}^{{/[[:space:]]{Trailer}: (none|sha256:[0-9a-f]{{64}})}}") == tip;
    }

    private static string MessageOf(ChallengerBranchRequest request)
    {
        var parts = new[] { request.Subject.ReplaceLineEndings(" "), request.Body.Trim(), $"{Trailer}: {request.Champion?.ToString() ?? "none"}" };
        return string.Join("\n\n", parts.Where(p => p.Length > 0));
    }
}
