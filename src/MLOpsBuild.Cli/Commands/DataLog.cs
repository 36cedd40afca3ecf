using System.Globalization;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Git;
using MLOpsBuild.Pipelines;
using NearestName = MLOpsBuild.Cli.Output.NearestName;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Who changed which partition: the Git history of <c>data.lock.json</c>, one line for each partition that a commit added, replaced or removed.</summary>
internal static class DataLog
{
    private const string File = "data.lock.json";

    public static Reply Read(Session session, string? dataset)
    {
        var git = session.Git ?? throw new ConfigurationException("There is no Git repository here, so nobody wrote down who changed the data. 'git init' begins one.");
        var path = Path.GetRelativePath(git.Root, session.Workspace.DataLockPath).Replace('\\', '/');
        var notes = new List<string>();
        var entries = Uncommitted(session, git, path).Concat(git.VersionsOf(path).SelectMany(v => Entries(v, notes))).ToArray();
        if (dataset is not null)
        {
            string[] known = [.. entries.Select(e => e.Change.Dataset).Concat(session.Lock.Datasets.Keys).Distinct().Order(StringComparer.Ordinal)];
            if (!known.Contains(dataset)) throw new ConfigurationException($"No version of {File} has a dataset '{dataset}'. {NearestName.Hint(dataset, known)}");
            entries = [.. entries.Where(e => e.Change.Dataset == dataset)];
        }

        if (git.IsShallow()) notes.Add("! This clone is shallow, so older changes are missing; 'git fetch --unshallow' fetches them.");
        return new Reply(new { changes = entries.Select(Json) }, Table(entries)) { Notes = notes, Essence = [.. entries.Select(e => $"{e.Commit?.Hash ?? "-"} {Word(e.Change)} {e.Change.Dataset} {e.Change.Name}")] };
    }

    private static IEnumerable<Entry> Uncommitted(Session session, GitRepository git, string path)
    {
        if (!System.IO.File.Exists(session.Workspace.DataLockPath) || (git.Head() is not null && !git.IsChanged(path))) return [];
        var before = git.Head() is null ? null : git.Show("HEAD", path);
        return PartitionChange.Between(before is null ? DataLock.Empty : DataLock.Parse(before, File), session.Lock).Select(c => new Entry(null, c));
    }

    /// <summary>What a merge took over from one of its parents was told by the commit that did it.</summary>
    private static IEnumerable<Entry> Entries(FileVersion version, List<string> notes)
    {
        try
        {
            var after = Parse(version.Content);
            var changes = version.Before.Count == 0 ? PartitionChange.Between(DataLock.Empty, after) : PartitionChange.Between(Parse(version.Before[0]), after);
            foreach (var other in version.Before.Skip(1))
            {
                var known = PartitionChange.Between(Parse(other), after).Select(c => (c.Dataset, c.Name)).ToHashSet();
                changes = [.. changes.Where(c => known.Contains((c.Dataset, c.Name)))];
            }

            return changes.Select(c => new Entry(version.Commit, c));
        }
        catch (DataFileException)
        {
            notes.Add($"! {Short(version.Commit)}: {File} cannot be read in this commit or the one before it; left out.");
            return [];
        }
    }

    private static DataLock Parse(byte[]? content) => content is null ? DataLock.Empty : DataLock.Parse(content, File);

    private static Grid Table(IReadOnlyList<Entry> entries) => Grid.Of(
        entries,
        ("date", e => e.Commit?.Date.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "not committed"),
        ("commit", e => e.Commit is { } commit ? Short(commit) : ""),
        ("author", e => e.Commit?.Author ?? ""),
        ("dataset", e => e.Change.Dataset),
        ("partition", e => e.Change.Name),
        ("change", e => Word(e.Change) + (e.Change.After is { Forced.Count: > 0 } forced ? $", in spite of {string.Join(", ", forced.Forced)}" : "")),
        ("digest", e => e.Change is { Kind: PartitionChangeKind.Replaced, Before: { } before, After: { } after } ? $"{before.Digest.Short} > {after.Digest.Short}" : (e.Change.After ?? e.Change.Before)!.Digest.Short),
        ("rows", e => Texts.Count((e.Change.After ?? e.Change.Before)!.Rows)),
        ("subject", e => e.Commit?.Subject ?? ""));

    private static object Json(Entry entry) => new
    {
        commit = entry.Commit?.Hash,
        author = entry.Commit?.Author,
        date = entry.Commit?.Date,
        subject = entry.Commit?.Subject,
        dataset = entry.Change.Dataset,
        partition = entry.Change.Name,
        change = Word(entry.Change),
        before = entry.Change.Before,
        after = entry.Change.After,
    };

    private static string Word(PartitionChange change) => change.Kind.ToString().ToLowerInvariant();

    private static string Short(GitCommit commit) => commit.Hash[..Math.Min(10, commit.Hash.Length)];

    /// <summary>Without a commit, what the working tree has and HEAD has not.</summary>
    private sealed record Entry(GitCommit? Commit, PartitionChange Change);
}
