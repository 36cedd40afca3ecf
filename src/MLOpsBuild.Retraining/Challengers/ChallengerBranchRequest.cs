using MLOpsBuild.Content;
using MLOpsBuild.Git;

namespace MLOpsBuild.Retraining.Challengers;

/// <summary>Asks for a branch that proposes a challenger.</summary>
public sealed record ChallengerBranchRequest
{
    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The partition that the challenger brought in.</summary>
    public required string Partition { get; init; }

    /// <summary>The files to commit: paths inside the repository, with '/', and their bytes.</summary>
    public required IReadOnlyDictionary<string, byte[]> Files { get; init; }

    /// <summary>The first line of the commit's message.</summary>
    public required string Subject { get; init; }

    /// <summary>The body of the commit's message; may be empty.</summary>
    public string Body { get; init; } = "";

    /// <summary>The package that the challenger would replace; null when there is none.</summary>
    public Digest? Champion { get; init; }

    /// <summary>Who commits.</summary>
    public required GitIdentity Identity { get; init; }
}

/// <summary>What became of a challenger's branch.</summary>
public enum ChallengerBranchOutcome
{
    /// <summary>The branch is new.</summary>
    Created,

    /// <summary>The branch was ours and has moved.</summary>
    Updated,

    /// <summary>The files say nothing that HEAD does not; no branch was made or moved.</summary>
    Unchanged,

    /// <summary>Somebody works on a branch of that name, or there is nothing to branch from.</summary>
    Refused,
}

/// <summary>What became of a challenger's branch, and why.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Branch">The branch's name.</param>
/// <param name="Commit">The branch's commit; null when none was made.</param>
/// <param name="Message">For a person.</param>
public sealed record ChallengerBranchResult(ChallengerBranchOutcome Outcome, string Branch, string? Commit, string Message);

/// <summary>A challenger on its branch.</summary>
/// <param name="Branch">The branch's name.</param>
/// <param name="Commit">Its commit.</param>
/// <param name="Message">The commit's whole message.</param>
public sealed record ProposedChallenger(string Branch, string Commit, string Message);
