using System.Globalization;
using System.Text;

namespace MLOpsBuild.Git;

public sealed partial class GitRepository
{
    /// <summary>True when commits before some depth were not fetched.</summary>
    public bool IsShallow() => TryText(["rev-parse", "--is-shallow-repository"]) == "true";

    /// <summary>The remotes of which not all branches and tags are fetched, sorted: a single-branch clone's, or one without tags.</summary>
    public IReadOnlyList<string> PartlyFetchedRemotes() =>
    [
        .. Text("remote").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(remote => !Configured($"remote.{remote}.fetch").Any(IsAllBranches) || Configured($"remote.{remote}.tagOpt").Contains("--no-tags"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Every version of every file below some paths in any commit that a branch, a tag, a stash or a HEAD reaches, and in what is staged; each once.</summary>
    /// <param name="paths">Files or folders.</param>
    /// <returns>Path and content.</returns>
    public IEnumerable<(string Path, byte[] Content)> AllVersions(IReadOnlyList<string> paths)
    {
        // Without simplification: a branch that was merged and whose version lost is still part of the history.
        var listed = Text(["rev-list", "--objects", "--full-history", "--all", .. Resolve("HEAD") is null ? Array.Empty<string>() : ["HEAD"], "--", .. paths.Select(GitNames.Path)]);
        // Mode, blob and stage, a tab, the path: in the form of the other list.
        var staged = Lines(["ls-files", "-z", "--stage", "--", .. paths]).Select(entry => entry.Split('\t', 2)).Select(entry => $"{entry[0].Split(' ')[1]} {entry[1]}");
        var named = listed.Split('\n').Concat(staged).Select(line => line.Split(' ', 2)).Where(parts => parts is [_, { Length: > 0 }]).DistinctBy(parts => parts[0]).ToArray();
        foreach (var some in named.Chunk(1000))
        {
            var contents = Contents([.. some.Select(parts => parts[0])]);
            for (var i = 0; i < some.Length; i++)
            {
                if (contents[i] is { } content) yield return (some[i][1], content);
            }
        }
    }

    /// <summary>The versions of a file in the history of a revision, newest first: each with the commit that made it, and what it was before in that commit's parents.</summary>
    public IReadOnlyList<FileVersion> VersionsOf(string path, string revision = "HEAD")
    {
        if (Resolve(revision) is null) return [];
        var fields = Text("log", "-z", "--format=%H%x00%an%x00%aI%x00%s%x00%P", Safe(revision), "--", GitNames.Path(path)).Split('\0');
        var commits = new List<(GitCommit Commit, string[] Parents)>();
        for (var i = 0; i + 4 < fields.Length; i += 5)
        {
            var commit = new GitCommit(fields[i], fields[i + 1], DateTimeOffset.Parse(fields[i + 2], CultureInfo.InvariantCulture), fields[i + 3]);
            commits.Add((commit, fields[i + 4].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }

        var contents = Contents([.. commits.SelectMany(c => c.Parents.Prepend(c.Commit.Hash)).Select(hash => $"{hash}:{path}")]);
        var versions = new List<FileVersion>();
        var at = 0;
        foreach (var (commit, parents) in commits)
        {
            versions.Add(new FileVersion(commit, contents[at], contents[(at + 1)..(at + 1 + parents.Length)]));
            at += 1 + parents.Length;
        }

        return versions;
    }

    private static bool IsAllBranches(string refspec) => refspec.TrimStart('+').Split(':')[0] is "refs/heads/*" or "refs/*";

    private string[] Configured(string key) => TryText(["config", "--get-all", key])?.Split('\n') ?? [];

    /// <summary>Blobs by name, in one call; null for what is not there or no blob.</summary>
    private byte[]?[] Contents(IReadOnlyList<string> names)
    {
        var output = Run(["cat-file", "--batch"], Encoding.UTF8.GetBytes(string.Concat(names.Select(n => n + "\n"))));
        var contents = new byte[]?[names.Count];
        var at = 0;
        for (var i = 0; i < names.Count && at < output.Length; i++)
        {
            var end = Array.IndexOf(output, (byte)'\n', at);
            var head = Encoding.UTF8.GetString(output, at, end - at).Split(' ');
            at = end + 1;
            if (head is not [_, "blob" or "tree" or "commit" or "tag", var size]) continue;
            var length = int.Parse(size, CultureInfo.InvariantCulture);
            if (head[1] == "blob") contents[i] = output[at..(at + length)];
            at += length + 1;
        }

        return contents;
    }
}

/// <summary>A file as a commit left it.</summary>
/// <param name="Commit">The commit; its date is the author's.</param>
/// <param name="Content">The file's content; null where the commit removed it.</param>
/// <param name="Before">What it was in each parent; null where it was not there. Empty for a first commit.</param>
public sealed record FileVersion(GitCommit Commit, byte[]? Content, IReadOnlyList<byte[]?> Before);
