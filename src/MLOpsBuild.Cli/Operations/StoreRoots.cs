using System.Text;
using System.Text.RegularExpressions;
using MLOpsBuild.Content;
using MLOpsBuild.Git;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Runs.Search;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Finds what a checkout's store must keep: every digest that a reviewed file names in any version that Git still has, in the working tree, and in recent runs.</summary>
/// <remarks>A digest is known by its form and not by its place in a file, so a file's later versions need no reader here; to keep too much is the lesser mistake.</remarks>
internal static partial class StoreRoots
{
    /// <summary>Runs whose results are kept, of each pipeline and kind.</summary>
    public const int Runs = 10;

    /// <summary>Why Git cannot tell what other branches need, and what to do; null when it can.</summary>
    public static string? WhyUnknown(GitRepository? git)
    {
        if (git is null) return "There is no Git repository here, so what is still needed is not known. Run it in a clone of the repository.";
        if (git.IsShallow()) return "This clone is shallow: what older commits need is not known here. 'git fetch --unshallow' fetches them; then run it again.";
        if (git.PartlyFetchedRemotes() is not [var remote, ..]) return null;
        return $"This clone does not fetch all branches and tags of {remote}, so what they need is not known here. Run 'git remote set-branches {remote} \"*\"', 'git config --unset-all remote.{remote}.tagOpt' " +
            $"if it is set, and 'git fetch --tags {remote}'; then run it again.";
    }

    /// <summary>All digests that are needed.</summary>
    /// <param name="workspace">The checkout.</param>
    /// <param name="git">Its repository, of which all is here.</param>
    public static IReadOnlySet<Digest> Find(Workspace workspace, GitRepository git)
    {
        var found = new HashSet<Digest> { Descriptor.EmptyDigest };
        var prefix = Path.GetRelativePath(git.Root, workspace.Root).Replace('\\', '/') is var inside && inside == "." ? "" : inside + "/";
        foreach (var (_, content) in git.AllVersions([$"{prefix}data.lock.json", $"{prefix}pipelines", $"{prefix}environments"])) Add(found, content);
        foreach (var file in WorkingFiles(workspace)) Add(found, File.ReadAllBytes(file));
        var log = RunLog.Of(workspace);
        foreach (var run in new RunIndex(log).Read().Runs.GroupBy(r => (r.Pipeline, r.Kind)).SelectMany(g => g.Take(Runs)).Select(r => log.Find(r.Id)))
        {
            found.UnionWith(run.Steps.SelectMany(s => s.Inputs.Values.Concat(s.Outputs.Values)));
            if (run.Model is { } model) found.Add(model);
            if (run.Package is { } package) found.Add(package);
        }

        return found;
    }

    private static IEnumerable<string> WorkingFiles(Workspace workspace)
    {
        if (File.Exists(workspace.DataLockPath)) yield return workspace.DataLockPath;
        foreach (var folder in new[] { "pipelines", "environments", Path.Combine(".mlops", "cache", "last") }.Select(f => Path.Combine(workspace.Root, f)).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)) yield return file;
        }
    }

    private static void Add(HashSet<Digest> found, byte[] content)
    {
        foreach (Match match in Written().Matches(Encoding.UTF8.GetString(content))) found.Add(Digest.Parse(match.Value));
    }

    [GeneratedRegex("sha256:[0-9a-f]{64}", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
