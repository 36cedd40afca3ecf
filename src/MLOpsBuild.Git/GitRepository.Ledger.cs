using System.Text;

namespace MLOpsBuild.Git;

public sealed partial class GitRepository
{
    private const int Attempts = 50;

    /// <summary>Adds a line to a file that lives on a branch of its own, by Git's plumbing: no checkout, branch or index of the user's is touched.</summary>
    /// <remarks>The branch, and folders on the way to the file, are made when missing. It moves by compare-and-swap, so lines that are added at the same time are all kept.</remarks>
    /// <exception cref="ArgumentException">The line holds a line feed, or branch or path are no names.</exception>
    /// <exception cref="GitException">The branch kept moving, or git failed.</exception>
    public void AppendToBranchFile(string branch, string path, string line, string message, GitIdentity identity)
    {
        if (line.Contains('\n', StringComparison.Ordinal)) throw new ArgumentException("A line has no line feed.", nameof(line));
        ArgumentNullException.ThrowIfNull(identity);
        var reference = "refs/heads/" + Safe(branch);
        Run(["check-ref-format", reference]);
        for (var attempt = 0; ; attempt++)
        {
            var parent = Resolve(reference);
            var commit = CommitWithLine(parent, GitNames.Path(path), line, message, identity);
            // An empty old value means that the branch must not exist yet.
            var (exit, _, error) = GitProcess.Run(Root, ["update-ref", "-m", "append", reference, commit, parent ?? ""]);
            if (exit == 0) return;
            // Another one may have come first, or may hold the lock; either passes.
            if (attempt == Attempts) throw new GitException("update-ref", exit, $"{branch} kept moving while a line was added to it. {error}");
        }
    }

    private string CommitWithLine(string? parent, string path, string line, string message, GitIdentity identity)
    {
        var before = parent is null ? [] : Show(parent, path) ?? [];
        var blob = Hash(["hash-object", "-w", "--stdin"], [.. before, .. Encoding.UTF8.GetBytes(line + "\n")]);
        var tree = TreeWith(parent is null ? null : parent + ":", path.Split('/'), blob);
        IReadOnlyList<string> parents = parent is null ? [] : ["-p", parent];
        return Hash(["commit-tree", tree, .. parents, "-F", "-"], Encoding.UTF8.GetBytes(message), As(identity));
    }

    /// <summary>Writes the folder <paramref name="folder"/> (null: an empty one) with one file in it replaced, and the folders on the way.</summary>
    private string TreeWith(string? folder, ReadOnlySpan<string> path, string blob)
    {
        var name = path[0];
        var entries = folder is null ? [] : Lines(["ls-tree", "-z", "--full-tree", folder]);
        var existing = entries.FirstOrDefault(entry => entry.EndsWith('\t' + name, StringComparison.Ordinal));
        var replaced = path.Length == 1
            ? $"100644 blob {blob}\t{name}"
            : $"040000 tree {TreeWith(existing is null ? null : existing.Split(' ', '\t')[2], path[1..], blob)}\t{name}";
        return Hash(["mktree", "-z"], Encoding.UTF8.GetBytes(string.Concat(entries.Where(entry => entry != existing).Append(replaced).Select(entry => entry + '\0'))));
    }

    private string Hash(IReadOnlyList<string> arguments, byte[] input, IReadOnlyDictionary<string, string>? environment = null) =>
        Encoding.ASCII.GetString(Run(arguments, input, environment)).Trim();
}
