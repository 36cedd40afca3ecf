using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Code;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>Says in words what changed between two keys of one step.</summary>
public static class KeyDifference
{
    private const int MostNamed = 3;

    // Nobody reads more files' names, and each costs a look into the sources.
    private const int MethodsLookedUp = 20;

    /// <summary>One phrase per difference: <c>parameter trees 200 → 300</c>; empty when the keys are equal.</summary>
    /// <param name="before">The key of the earlier run.</param>
    /// <param name="after">The key of this run.</param>
    /// <param name="store">Where the code manifests are kept; used to name the changed methods.</param>
    /// <param name="sources">The folder below which the changed methods' source files are looked for; null to name methods alone.</param>
    public static IReadOnlyList<string> Describe(StepKey before, StepKey after, ContentStore store, string? sources = null) =>
    [
        .. Changes(before.Parameters, after.Parameters, text => text).Select(c => $"parameter {c}"),
        .. Code(before.Code, after.Code, store, sources),
        .. Changes(before.Inputs, after.Inputs, digest => digest.Short).Select(c => $"input {c}"),
        .. before.Toolchain == after.Toolchain ? [] : (string[])[$"toolchain {before.Toolchain} → {after.Toolchain}"],
    ];

    private static IEnumerable<string> Changes<T>(SortedDictionary<string, T> before, SortedDictionary<string, T> after, Func<T, string> show)
        where T : notnull
    {
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var had = before.TryGetValue(name, out var old);
            var has = after.TryGetValue(name, out var now);
            if (had && !has) yield return $"{name} removed (was {show(old!)})";
            else if (has && !had) yield return $"{name} added ({show(now!)})";
            else if (!old!.Equals(now)) yield return $"{name} {show(old)} → {show(now!)}";
        }
    }

    private static IEnumerable<string> Code(Digest before, Digest after, ContentStore store, string? sources)
    {
        if (before == after) yield break;
        if (!store.Contains(before) || !store.Contains(after))
        {
            yield return $"code {before.Short} → {after.Short}";
            yield break;
        }

        var changed = CodeManifest.Parse(store.Get(after)).ChangedSince(CodeManifest.Parse(store.Get(before)));
        var methods = Some(changed.Select(ShortNames.Of));
        var files = sources is null ? [] : Files(changed, new SourceFiles(sources));
        yield return files.Length == 0 ? $"code changed in {methods}" : $"code changed in {Some(files)}: {methods}";
    }

    private static string[] Files(IReadOnlyList<string> changed, SourceFiles sources) =>
        [.. changed.Take(MethodsLookedUp).SelectMany(sources.Of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Some(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return $"{string.Join(", ", all.Take(MostNamed))}{(all.Length > MostNamed ? $" and {all.Length - MostNamed} more" : "")}";
    }
}
