using System.Text.Json.Nodes;

namespace MLOpsBuild.Pipelines.GateChanges;

/// <summary>When one tolerance allows more than another.</summary>
internal static class Tolerances
{
    /// <summary>Why it is looser; null when it is not. Kinds measure differently, so only a step to <c>exact</c> is known to be stricter.</summary>
    public static string? Looser(JsonNode? old, JsonNode? now)
    {
        var (kind, kindNow) = (Kind(old), Kind(now));
        if (kindNow == "exact") return null;
        if (kind != kindNow) return "the tolerance's kind changed, and only a change to exact is known to be stricter";
        return (Margin(now) ?? double.PositiveInfinity) > (Margin(old) ?? 0) ? "the margin is wider" : null;
    }

    public static bool IsSampling(JsonNode? tolerance) => Kind(tolerance) == "sampling";

    private static string? Kind(JsonNode? tolerance) => JsonPlaces.Word(JsonPlaces.At(tolerance, "kind"));

    private static double? Margin(JsonNode? tolerance) => JsonPlaces.At(tolerance, "margin") is { } margin ? JsonPlaces.Number(margin) : 0;
}
