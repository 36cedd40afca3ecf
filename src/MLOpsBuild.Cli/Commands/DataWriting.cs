using MLOpsBuild.Cli.Output;
using MLOpsBuild.Data.Checkouts;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Writes locked partitions as files.</summary>
internal static class DataWriting
{
    /// <summary>Where files go when nobody says.</summary>
    public const string DefaultFolder = "data";

    public static Reply Write(CommandCall call, IReadOnlyList<string> datasets, string? to, bool force, CancellationToken cancellationToken)
    {
        var session = call.Session;
        var locked = session.Lock;
        if (datasets.FirstOrDefault(d => !locked.Datasets.ContainsKey(d)) is { } unknown)
            throw new ConfigurationException($"data.lock.json has no dataset '{unknown}'. {NearestName.Hint(unknown, [.. locked.Datasets.Keys])}");
        var folder = to is null ? Path.Combine(session.Workspace.Root, DefaultFolder) : call.PathOf(to);
        var wanted = datasets.Count > 0 ? datasets.Distinct(StringComparer.Ordinal).ToArray() : [.. locked.Datasets.Keys];
        var result = new DataCheckout(session.Workspace.Store, session.Workspace.LocalFolder, folder).Write(locked, wanted, force, cancellationToken);
        var shown = session.Workspace.Show(folder);
        if (result.Absent.Count > 0) return Reply.Failed(ExitCodes.EnvironmentFailed, $"The store does not have {string.Join(", ", result.Absent)}; './mlops data pull' fetches {(result.Absent.Count == 1 ? "it" : "them")}. Nothing was written.");
        if (result.Changed.Count > 0)
            return Reply.Failed(ExitCodes.Usage, $"Somebody changed {string.Join(", ", result.Changed.Select(p => $"{shown}/{p}"))}. Keep the changes with './mlops data add', or give them up with --force. Nothing was written.");
        if (to is null) Ignore(folder);
        return new Reply(
            new { folder = shown, result.Written, result.Unchanged, result.Removed },
            new Lines(
            [
                .. result.Written.Select(p => $"{shown}/{p}"),
                .. result.Removed.Select(p => $"{shown}/{p}: removed, as the lock has it no more"),
                $"{Texts.Plural(result.Written.Count, "file")} written, {result.Unchanged} unchanged, {result.Removed.Count} removed in {shown}.",
            ]))
        {
            Essence = [.. result.Written.Select(p => $"{shown}/{p}")],
        };
    }

    /// <summary>The files are in the store and, by digest, in the lock: Git has no use for them.</summary>
    private static void Ignore(string folder)
    {
        var path = Path.Combine(folder, ".gitignore");
        if (!File.Exists(path)) File.WriteAllText(path, "*\n");
    }
}
