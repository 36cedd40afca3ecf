using System.Globalization;
using System.Text;

namespace MLOpsBuild.Git;

/// <summary>A Git checkout, through the user's own git. Names that begin with a dash are refused, so none is taken for an option.</summary>
public sealed partial class GitRepository
{
    /// <summary>The repository whose work tree is that folder.</summary>
    public GitRepository(string root) => Root = Path.GetFullPath(root);

    /// <summary>The work tree.</summary>
    public string Root { get; }

    /// <summary>The repository that a folder belongs to; null when it belongs to none, or git is not installed.</summary>
    public static GitRepository? Find(string folder)
    {
        try
        {
            var (exit, output, _) = GitProcess.Run(folder, ["rev-parse", "--show-toplevel"]);
            return exit == 0 ? new GitRepository(Encoding.UTF8.GetString(output).TrimEnd('\n')) : null;
        }
        catch (GitException)
        {
            return null;
        }
    }

    /// <summary>The commit of HEAD; null before the first one.</summary>
    public string? Head() => Resolve("HEAD");

    /// <summary>The commit that a revision names; null for none.</summary>
    public string? Resolve(string revision) => TryText(["rev-parse", "--verify", "--quiet", Safe(revision) + "^{commit}"]);

    /// <summary>The current branch; null when HEAD is detached.</summary>
    public string? CurrentBranch() => TryText(["symbolic-ref", "--short", "--quiet", "HEAD"]);

    /// <summary>True when nothing is changed, staged or untracked.</summary>
    public bool IsClean() => Text("status", "--porcelain").Length == 0;

    /// <summary>True when a path differs from HEAD, or is untracked.</summary>
    public bool IsChanged(string path) => Text("status", "--porcelain", "--", GitNames.Path(path)).Length > 0;

    /// <summary>A file of a revision; null when it, or the revision, is not there.</summary>
    /// <exception cref="GitException">It is there but cannot be read.</exception>
    public byte[]? Show(string revision, string path) => Show([revision], path)[0];

    /// <summary>A file as it was in each of some revisions; null where it, or the revision, is not there.</summary>
    /// <exception cref="GitException">It is there but cannot be read.</exception>
    public IReadOnlyList<byte[]?> Show(IReadOnlyList<string> revisions, string path)
    {
        string[] names = [.. revisions.Select(revision => $"{Safe(revision)}:{GitNames.Path(path)}")];
        if (names.Length == 0) return [];
        var reader = new BatchReader(Run(["cat-file", "--batch"], Encoding.UTF8.GetBytes(string.Join('\n', names) + "\n")));
        return Array.ConvertAll(names, name => reader.Next(name, IsNamed));
    }

    /// <summary>The files of a revision below some folders, sorted by path; without a folder all of them.</summary>
    /// <exception cref="GitException">There is no such revision.</exception>
    public IReadOnlyList<string> Files(string revision, params IReadOnlyList<string> folders) =>
    [
        .. Lines(["ls-tree", "-r", "-z", "--name-only", "--full-tree", Safe(revision), "--", .. folders.Select(GitNames.Path)])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The paths that differ between two revisions, sorted; a moved file counts with both paths.</summary>
    /// <exception cref="GitException">One of them does not exist.</exception>
    public IReadOnlyList<string> ChangedFiles(string from, string to) =>
        [.. Lines(["diff-tree", "-r", "-z", "--name-only", "--no-renames", Safe(from), Safe(to)]).Order(StringComparer.Ordinal)];

    /// <summary>The newest common ancestor; null for none.</summary>
    public string? MergeBase(string first, string second) => TryText(["merge-base", Safe(first), Safe(second)]);

    /// <summary>The commits that changed a path, newest first.</summary>
    public IReadOnlyList<GitCommit> Log(string path, string revision = "HEAD")
    {
        if (Resolve(revision) is null) return [];
        var fields = Text("log", "-z", "--format=%H%x00%an%x00%cI%x00%s", Safe(revision), "--", GitNames.Path(path)).Split('\0', StringSplitOptions.None);
        var commits = new List<GitCommit>();
        for (var i = 0; i + 3 < fields.Length; i += 4)
        {
            commits.Add(new GitCommit(fields[i], fields[i + 1], DateTimeOffset.Parse(fields[i + 2], CultureInfo.InvariantCulture), fields[i + 3]));
        }

        return commits;
    }

    /// <summary>True when commits can be made without naming somebody: by configuration or environment, not by git's guess from the machine.</summary>
    public bool HasIdentity() =>
        TryText(["-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT"]) is not null &&
        TryText(["-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"]) is not null;

    /// <summary>Commits paths, and nothing else that is changed or staged. With an identity it is that one's commit: unsigned, and no hook runs.</summary>
    /// <returns>The new commit.</returns>
    /// <exception cref="GitException">Nothing is changed in them, a path does not exist, a hook refuses, or nobody is named as the author.</exception>
    public string Commit(IReadOnlyList<string> paths, string message, GitIdentity? identity = null)
    {
        var named = paths.Select(GitNames.Path).ToList();
        if (named.Count == 0) throw new ArgumentException("There is no path to commit.", nameof(paths));
        Run(["add", "--all", "--", .. named]);
        Run([.. Own(identity), "commit", "--quiet", "--only", "--file", "-", "--", .. named], Encoding.UTF8.GetBytes(message), As(identity));
        return Head()!;
    }

    /// <summary>True when a local branch has that name.</summary>
    public bool BranchExists(string branch) => Resolve("refs/heads/" + Safe(branch)) is not null;

    /// <summary>The branches whose names begin with a path, such as <c>retrain/orders/</c>, in ordinal order.</summary>
    public IReadOnlyList<string> BranchesBelow(string path) =>
        [.. Text("for-each-ref", "--format=%(refname:lstrip=2)", $"refs/heads/{Safe(path)}").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    /// <summary>The whole message of a commit; null when there is no such commit.</summary>
    public string? MessageOf(string revision) => Resolve(revision) is { } commit ? Text("log", "-1", "--format=%B", commit) : null;

    /// <summary>Makes a branch at a revision, without switching to it.</summary>
    public void CreateBranch(string branch, string revision) => Run(["branch", Safe(branch), Safe(revision)]);

    /// <summary>Removes a branch that is checked out nowhere.</summary>
    public void DeleteBranch(string branch) => Run(["branch", "--quiet", "-D", Safe(branch)]);

    /// <summary>Checks a revision out in another folder; <paramref name="branch"/> names a new branch for it, or null for none.</summary>
    public GitRepository AddWorktree(string path, string revision, string? branch = null)
    {
        Run(branch is null ? ["worktree", "add", "--quiet", "--detach", path, Safe(revision)] : ["worktree", "add", "--quiet", "-B", Safe(branch), path, Safe(revision)]);
        return new GitRepository(path);
    }

    /// <summary>Removes a work tree with what is in it.</summary>
    public void RemoveWorktree(string path) => Run(["worktree", "remove", "--force", path]);

    /// <summary>Clones into a new folder; objects are shared with the source where they can be.</summary>
    public static GitRepository Clone(string source, string target)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(target))!;
        Directory.CreateDirectory(folder);
        var (exit, _, error) = GitProcess.Run(folder, ["-c", "core.hooksPath=/dev/null", "clone", "--quiet", "--shared", "--no-tags", "--", source, target]);
        return exit == 0 ? new GitRepository(target) : throw new GitException("clone", exit, error);
    }

    /// <summary>Clones HEAD, detached, into a new folder with nothing but <paramref name="folder"/> checked out; the objects and the history are all there, shared with this one's.</summary>
    /// <exception cref="GitException">HEAD has no commit yet, or the folder cannot be made.</exception>
    public GitRepository CloneFolder(string folder, string target)
    {
        var head = Head() ?? throw new GitException("clone", 128, "there is no commit yet");
        // The objects of a linked work tree belong to the repository that it is linked to: only that one can share them.
        var shared = Text("rev-parse", "--path-format=absolute", "--git-common-dir");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        Run(["-c", "core.hooksPath=/dev/null", "clone", "--quiet", "--shared", "--no-tags", "--no-checkout", "--config", "core.sparseCheckout=true", "--", shared, target]);
        File.WriteAllText(Path.Combine(target, ".git", "info", "sparse-checkout"), $"/{GitNames.Path(folder)}/\n");
        var clone = new GitRepository(target);
        clone.Run(["-c", "core.hooksPath=/dev/null", "checkout", "--quiet", "--detach", head]);
        return clone;
    }

    internal static string Safe(string name) => GitNames.Revision(name);

    /// <summary>A commit in somebody else's name needs neither the user's key nor the user's hooks.</summary>
    private static IReadOnlyList<string> Own(GitIdentity? identity) =>
        identity is null ? [] : ["-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null"];

    /// <summary>By environment, because git prefers that to its configuration.</summary>
    private static Dictionary<string, string>? As(GitIdentity? identity) => identity is null ? null : new()
    {
        ["GIT_AUTHOR_NAME"] = identity.Name,
        ["GIT_AUTHOR_EMAIL"] = identity.Email,
        ["GIT_COMMITTER_NAME"] = identity.Name,
        ["GIT_COMMITTER_EMAIL"] = identity.Email,
    };

    // What a tree names but the repository lacks is damage, and no absence.
    private bool IsNamed(string name) => TryText(["rev-parse", "--verify", "--quiet", name]) is not null;

    private string[] Lines(IReadOnlyList<string> arguments) => Encoding.UTF8.GetString(Run(arguments)).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    internal string Text(params IReadOnlyList<string> arguments) => Encoding.UTF8.GetString(Run(arguments)).TrimEnd('\n');

    internal byte[] Run(IReadOnlyList<string> arguments, byte[]? input = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var (exit, output, error) = GitProcess.Run(Root, arguments, input, environment);
        var command = arguments.FirstOrDefault(a => !a.StartsWith('-') && !a.Contains('=', StringComparison.Ordinal)) ?? "";
        return exit == 0 ? output : throw new GitException(command, exit, error);
    }

    private string? TryText(IReadOnlyList<string> arguments)
    {
        var (exit, output, _) = GitProcess.Run(Root, arguments);
        return exit == 0 ? Encoding.UTF8.GetString(output).TrimEnd('\n') : null;
    }
}
