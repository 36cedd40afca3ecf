using System.Text.Json;
using MLOpsBuild.Git;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Sharing;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli;

/// <summary>
/// The keys that shared results may be signed with. A change is judged by the keys that it found: those of <c>mlops.json</c> where the checkout's history left the default
/// branch, and those of the user's own configuration; never those that the checkout itself brings.
/// </summary>
internal static class TrustedKeys
{
    /// <summary>Names a file with keys of the user's own.</summary>
    public const string Variable = "MLOPS_CACHE_KEYS";

    private static readonly string[] DefaultBranches = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

    /// <summary>All of them, the repository's first, by name.</summary>
    /// <exception cref="ConfigurationException">A key, or the user's file, cannot be read.</exception>
    public static IReadOnlyList<TrustedKey> Of(Session session) => [.. OfRepository(session.Git), .. OfUser(session)];

    private static TrustedKey[] OfRepository(GitRepository? git)
    {
        if (git is null || Base(git) is not var (branch, commit) || git.Show(commit, ProjectFile.FileName) is not { } bytes) return [];
        var from = $"{ProjectFile.FileName} of {branch} at {commit[..10]}";
        return Keys(ProjectFile.Parse(bytes, from).CacheKeys, from);
    }

    /// <summary>Where the checkout's history left the default branch.</summary>
    private static (string Branch, string Commit)? Base(GitRepository git)
    {
        foreach (var branch in DefaultBranches)
        {
            if (git.Resolve(branch) is null || git.Head() is null) continue;
            return git.MergeBase("HEAD", branch) is { } commit ? (branch, commit) : null;
        }

        return null;
    }

    private static TrustedKey[] OfUser(Session session)
    {
        var named = session.Options.Variable(Variable);
        var path = string.IsNullOrEmpty(named) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "mlops", "cache-keys.json") : named;
        if (!File.Exists(path)) return string.IsNullOrEmpty(named) ? [] : throw new ConfigurationException($"{Variable} names {path}, which is not there.");
        try
        {
            return Keys(StepJson.Read<SortedDictionary<string, string>>(File.ReadAllBytes(path)), path);
        }
        catch (JsonException problem)
        {
            throw new ConfigurationException($"{path}: {problem.Message} It holds one object: {{ \"NAME\": \"public key in base64\" }}.", problem);
        }
    }

    private static TrustedKey[] Keys(SortedDictionary<string, string>? keys, string from) => (keys ?? []).Select(key =>
    {
        try
        {
            return new TrustedKey(key.Key, VerifyingKey.Parse(key.Value), from);
        }
        catch (InvalidDataException problem)
        {
            throw new ConfigurationException($"The cache key '{key.Key}' of {from} cannot be used. {problem.Message}", problem);
        }
    }).ToArray();
}
