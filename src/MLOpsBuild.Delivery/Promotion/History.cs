using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Git;

namespace MLOpsBuild.Delivery.Promotion;

/// <summary>One change of what an environment serves.</summary>
/// <param name="Commit">The commit that made it.</param>
/// <param name="Author">Who made it.</param>
/// <param name="At">When it was committed.</param>
/// <param name="Subject">The first line of the commit's message.</param>
/// <param name="Digest">What the environment has since; null for nothing.</param>
public sealed record HistoryEntry(string Commit, string Author, DateTimeOffset At, string Subject, Digest? Digest);

/// <summary>Answers from Git what an environment served, since when, and by whom.</summary>
public static class History
{
    /// <summary>Every change of the digest, newest first. Versions of the file that cannot be read changed nothing that a server could have followed; they are left out.</summary>
    public static IReadOnlyList<HistoryEntry> Of(GitRepository repository, string environment)
    {
        var path = EnvironmentFile.PathOf(environment);
        GitCommit[] commits = [.. repository.Log(path).Reverse()];
        var entries = new List<HistoryEntry>();
        foreach (var (commit, bytes) in commits.Zip(repository.Show([.. commits.Select(c => c.Hash)], path)))
        {
            if (!TryRead(bytes, path, out var digest)) continue;
            var before = entries.Count == 0 ? null : entries[^1].Digest;
            if (digest != before) entries.Add(new HistoryEntry(commit.Hash, commit.Author, commit.Date, commit.Subject, digest));
        }

        entries.Reverse();
        return entries;
    }

    /// <summary>What the environment had at a time; null when it had nothing yet.</summary>
    public static HistoryEntry? At(GitRepository repository, string environment, DateTimeOffset time) =>
        Of(repository, environment).FirstOrDefault(e => e.At <= time);

    private static bool TryRead(byte[]? bytes, string path, out Digest? digest)
    {
        digest = null;
        if (bytes is null) return true; // the file was removed: nothing is desired
        try
        {
            digest = EnvironmentFile.Parse(bytes, path).Digest;
            return true;
        }
        catch (InvalidFileException)
        {
            return false;
        }
    }
}
