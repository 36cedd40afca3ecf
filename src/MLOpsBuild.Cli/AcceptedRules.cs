using MLOpsBuild.Git;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.GateChanges;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli;

/// <summary>
/// The rules that a change found: those of the commit where its branch left the default branch. On the default branch itself they are those of HEAD: what it holds was accepted.
/// </summary>
internal sealed class AcceptedRules
{
    private readonly GateResult? _unknown;
    private readonly RuleChanges _changes = RuleChanges.Of([]);
    private readonly string _since = "";
    private readonly GateChangeApproval? _approval;
    private readonly bool _hasOwners;
    private readonly Func<string, byte[]?> _show = _ => null;

    private AcceptedRules(GateResult unknown) => _unknown = unknown;

    private AcceptedRules(GitRepository git, string root, string? commit, string since)
    {
        _since = since;
        Commit = commit;
        if (commit is not null) _show = path => git.Show(commit, Prefix(git, root) + path);
        var files = Read(git, root, commit).ToArray();
        _changes = RuleChanges.Of(files);
        var owners = files.FirstOrDefault(f => f.Path == RuleFile.Owners)?.Before;
        _hasOwners = owners is not null;
        if (_changes.Loosenings.Count == 0 || owners is null || commit is null) return;
        var digest = _changes.Digest.ToString();
        _approval = git.SignedTrailers(commit, "HEAD", GateChange.Trailer, owners).Where(t => t.Value == digest).Select(t => new GateChangeApproval(t.Signer, t.Commit)).FirstOrDefault();
    }

    /// <summary>What the change does to the rules.</summary>
    public RuleChanges Changes => _changes;

    /// <summary>The verdict on the change of the rules itself.</summary>
    public GateResult Verdict => _unknown ?? GateChange.Judge(_changes, _since, _approval, _hasOwners);

    /// <summary>The commit that the change began at; null when it cannot be told, or there was none.</summary>
    public string? Commit { get; }

    /// <summary>Where the change began, in words; null when it cannot be told, or was the very beginning.</summary>
    public string? Since => Commit is null ? null : _since;

    /// <summary>A file as it was where the change began; null when it was not there or that cannot be told.</summary>
    /// <param name="path">Its path from the root.</param>
    public byte[]? Show(string path) => _show(path);

    /// <summary>Finds the rules of a checkout.</summary>
    /// <param name="git">The repository; null outside of Git.</param>
    /// <param name="root">The checkout.</param>
    /// <param name="at">Where the checkout stands.</param>
    /// <param name="baseBranch">The branch that the change is meant for; null for the default branch.</param>
    public static AcceptedRules Of(GitRepository? git, string root, CheckoutState at, string? baseBranch)
    {
        if (git is null) return new AcceptedRules(GateResult.Hold(GateChange.Gate, "There is no Git here, so it cannot be told which rules were accepted."));
        if (at.Commit is not { } head) return new AcceptedRules(git, root, null, "the beginning");
        if (Default(git, baseBranch) is not { } target)
        {
            return Unknown(baseBranch is null
                ? "The default branch is not known here, so it cannot be told which rules were accepted. Fetch it (git fetch origin), or name it with --base or MLOPS_BASE_BRANCH."
                : $"There is no branch '{baseBranch}' here to judge the change from. Fetch it (git fetch origin {baseBranch}), or name another with --base or MLOPS_BASE_BRANCH.");
        }

        var commit = IsOn(at, target) ? head : git.MergeBase(head, target);
        return commit is null
            ? Unknown($"HEAD and {target} have no commit in common here, so it cannot be told which rules were accepted. {(git.IsShallow() ? "This clone is shallow; fetch the whole history: git fetch --unshallow." : $"Begin the branch from {target}: git rebase --onto {target} --root.")}")
            : new AcceptedRules(git, root, commit, commit == head ? $"HEAD ({commit[..12]})" : $"the merge base with {target} ({commit[..12]})");
    }

    /// <summary>What is judged by in place of a file; null for the file as it is.</summary>
    public byte[]? InsteadOf(string path) => _unknown is not null || _approval is not null ? null : _changes.Judged(path);

    /// <summary>The accepted metrics that a change found; those of the checkout where it is approved, changed nothing or cannot be told.</summary>
    /// <param name="path">The snapshot's path from the root.</param>
    /// <param name="here">The checkout's.</param>
    public MetricsSnapshot? Snapshot(string path, MetricsSnapshot? here)
    {
        if (_unknown is not null || _approval is not null || _changes.Accepted(path) is not { } bytes) return here;
        try
        {
            return StepJson.Read<MetricsSnapshot>(bytes);
        }
        catch (System.Text.Json.JsonException problem)
        {
            throw new ConfigurationException($"{path} at {_since}: {problem.Message}", problem);
        }
    }

    private static AcceptedRules Unknown(string reason) => new(new GateResult(GateChange.Gate, MLOpsBuild.Verdicts.Verdict.Error, reason, []));

    private static string? Default(GitRepository git, string? named)
    {
        // Each that is asked for takes a process, so the first that is there ends it.
        Func<string?>[] names = named is not null
            ? [() => "origin/" + named, () => named]
            : [() => git.DefaultBranchOf("origin"), () => "origin/main", () => "main", () => "origin/master", () => "master", git.OnlyBranch];
        return names.Select(name => name()).OfType<string>().FirstOrDefault(name => git.Resolve(name) is not null);
    }

    private static bool IsOn(CheckoutState at, string target) => at.Branch is { } branch && (branch == target || "origin/" + branch == target);

    private static IEnumerable<RuleFile> Read(GitRepository git, string root, string? commit)
    {
        var prefix = Prefix(git, root);
        string[] folders = ["pipelines", "environments"];
        var schemas = commit is not null && git.ShowAll(commit, [prefix + RuleFile.DataLock])[0] is { } dataLock ? RuleFile.SchemasOf(dataLock) : [];
        string[] before = commit is null ? [] : [.. git.Files(commit, [.. folders.Select(folder => prefix + folder)]).Select(path => path[prefix.Length..]).Where(RuleFile.IsRuleFile).Concat(schemas).Append(RuleFile.Owners).Append(RuleFile.DataLock).Distinct()];
        var contents = commit is null ? [] : git.ShowAll(commit, [.. before.Select(path => prefix + path)]);
        var known = before.Zip(contents).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        foreach (var path in before.Union(Here(root)).Order(StringComparer.Ordinal))
        {
            var file = Path.Combine(root, path);
            yield return new RuleFile(path, known.GetValueOrDefault(path), File.Exists(file) ? File.ReadAllBytes(file) : null);
        }
    }

    // A project may lie in a folder of a larger repository.
    private static string Prefix(GitRepository git, string root) =>
        Path.GetRelativePath(git.Root, root).Replace('\\', '/') is var relative && relative == "." ? "" : relative + "/";

    private static IEnumerable<string> Here(string root)
    {
        string[] folders = [root, .. Folders(Path.Combine(root, "pipelines")), Path.Combine(root, "environments")];
        return folders.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Where(RuleFile.IsRuleFile);
    }

    private static string[] Folders(string folder) => Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
}
