using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Code;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>Says in words what changed between two keys of one step.</summary>
public static class KeyDifference
{
    private const int MethodsNamed = 3;

    /// <summary>One phrase per difference: <c>parameter trees 200 → 300</c>; empty when the keys are equal.</summary>
    /// <param name="before">The key of the earlier run.</param>
    /// <param name="after">The key of this run.</param>
    /// <param name="store">Where the code manifests are kept; used to name the changed methods.</param>
    public static IReadOnlyList<string> Describe(StepKey before, StepKey after, ContentStore store) =>
    [
        .. Changes(before.Parameters, after.Parameters, text => text).Select(c => $"parameter {c}"),
        .. Code(before.Code, after.Code, store),
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

    private static IEnumerable<string> Code(Digest before, Digest after, ContentStore store)
    {
        if (before == after) yield break;
        if (!store.Contains(before) || !store.Contains(after))
        {
            yield return $"code {before.Short} → {after.Short}";
            yield break;
        }

        var changed = CodeManifest.Parse(store.Get(after)).ChangedSince(CodeManifest.Parse(store.Get(before)));
        var rest = changed.Count - MethodsNamed;
        yield return $"code changed in {string.Join(", ", changed.Take(MethodsNamed).Select(ShortNames.Of))}{(rest > 0 ? $" and {rest} more" : "")}";
    }
}
