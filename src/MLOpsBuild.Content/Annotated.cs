namespace MLOpsBuild.Content;

/// <summary>Compares annotations by content: two descriptions of the same bytes are equal whoever made them.</summary>
internal static class Annotated
{
    public static bool Same(SortedDictionary<string, string>? left, SortedDictionary<string, string>? right) =>
        (left?.Count ?? 0) == (right?.Count ?? 0)
        && (left is null || right is null || left.All(pair => right.TryGetValue(pair.Key, out var value) && string.Equals(pair.Value, value, StringComparison.Ordinal)));
}
