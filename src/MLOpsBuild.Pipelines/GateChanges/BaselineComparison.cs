using System.Text.Json.Nodes;

namespace MLOpsBuild.Pipelines.GateChanges;

/// <summary>Finds accepted metrics that a change lowers, removes or lets move further, however the file was edited.</summary>
internal static class BaselineComparison
{
    public static IEnumerable<Loosening> Compare(string file, JsonObject before, JsonObject after)
    {
        var sameRows = JsonNode.DeepEquals(before["evaluation"], after["evaluation"]);
        foreach (var (place, old) in Metrics(before))
        {
            if (JsonPlaces.At(after, place) is not JsonObject now)
            {
                yield return new Loosening(file, place, Shown(old), null, "the metric is no longer gated", IsBaseline: true);
                continue;
            }

            if (Direction(old) != Direction(now)) yield return new Loosening(file, [.. place, "direction"], Direction(old), Direction(now), "another value is the better one");
            if (IsLowered(old, now) && (sameRows || !IsPaired(old, now))) yield return new Loosening(file, [.. place, "value"], Shown(old), Shown(now), $"the baseline is lowered ({Direction(old)} is better)", IsBaseline: true);
            if (Tolerances.Looser(old["tolerance"], now["tolerance"]) is { } problem)
            {
                yield return new Loosening(file, [.. place, "tolerance"], JsonPlaces.Text(old["tolerance"]), JsonPlaces.Text(now["tolerance"]), problem);
            }
        }
    }

    private static IEnumerable<(IReadOnlyList<string> Place, JsonObject Metric)> Metrics(JsonObject file)
    {
        foreach (var (name, metric) in file["metrics"] as JsonObject ?? [])
        {
            if (metric is JsonObject found) yield return (["metrics", name], found);
        }

        foreach (var (slice, metrics) in file["slices"] as JsonObject ?? [])
        {
            foreach (var (name, metric) in metrics as JsonObject ?? [])
            {
                if (metric is JsonObject found) yield return (["slices", slice, name], found);
            }
        }
    }

    private static bool IsLowered(JsonObject old, JsonObject now)
    {
        if (JsonPlaces.Number(old["value"]) is not { } before) return false;
        if (JsonPlaces.Number(now["value"]) is not { } value) return true;
        return Direction(old) == "lower" ? value > before : value < before;
    }

    /// <summary>On other rows a value by itself says nothing of the model: there the accepted model is scored on them, and the gate of the metrics judges the pair.</summary>
    private static bool IsPaired(JsonObject old, JsonObject now) => Tolerances.IsSampling(old["tolerance"]) && Tolerances.IsSampling(now["tolerance"]) && JsonPlaces.Number(now["value"]) is not null;

    private static string? Direction(JsonObject metric) => JsonPlaces.Word(metric["direction"]);

    private static string? Shown(JsonObject metric) => JsonPlaces.Text(metric["value"]);
}
