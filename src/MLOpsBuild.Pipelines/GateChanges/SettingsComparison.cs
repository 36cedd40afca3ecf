using System.Text.Json.Nodes;

namespace MLOpsBuild.Pipelines.GateChanges;

/// <summary>Finds where one version of a settings file is looser than another: gates, schemas, environments, policies.</summary>
internal sealed class SettingsComparison
{
    private const double UsualDrift = 0.05;
    private const string Turned = "which way this is stricter is not known, so every change of it counts";
    private readonly string _file;
    private readonly IReadOnlySet<string> _free;
    private readonly List<Loosening> _found = [];

    private SettingsComparison(string file, IReadOnlySet<string> free) => (_file, _free) = (file, free);

    /// <summary>Compares two versions.</summary>
    /// <param name="file">The path, as findings name it.</param>
    /// <param name="before">As it was accepted.</param>
    /// <param name="after">As it is.</param>
    /// <param name="free">Outermost keys that are no rules.</param>
    public static IReadOnlyList<Loosening> Compare(string file, JsonObject before, JsonObject after, params IEnumerable<string> free)
    {
        var comparison = new SettingsComparison(file, free.ToHashSet(StringComparer.Ordinal));
        comparison.Objects([], before, after);
        return comparison._found;
    }

    private void Objects(IReadOnlyList<string> place, JsonObject before, JsonObject after)
    {
        foreach (var key in before.Select(p => p.Key).Union(after.Select(p => p.Key)).Order(StringComparer.Ordinal))
        {
            if (place.Count == 0 && _free.Contains(key)) continue;
            IReadOnlyList<string> here = [.. place, key];
            var (old, now) = (before[key], after[key]);
            if (here is ["drift"]) Drift(old as JsonObject ?? [], now as JsonObject ?? []);
            else if (IsTolerance(place, old, now)) Tolerance(here, (JsonObject)old!, (JsonObject)now!);
            else if (old is JsonObject was && now is JsonObject isNow) Objects(here, was, isNow);
            else if (!JsonNode.DeepEquals(old, now)) Values(here, old, now, IsEntry(place));
        }
    }

    /// <summary>True where keys are names that people chose: a further one asks for something more.</summary>
    private static bool IsEntry(IReadOnlyList<string> place) => place is [] or ["predictionTarget"] or ["snapshot", "metrics"] or ["snapshot", "slices"] or ["checks"] or ["columns"] or ["rules"];

    private static bool IsTolerance(IReadOnlyList<string> place, JsonNode? old, JsonNode? now) =>
        place is ["snapshot", _] && old is JsonObject && now is JsonObject;

    private void Values(IReadOnlyList<string> place, JsonNode? old, JsonNode? now, bool isEntry)
    {
        var name = place[^1];
        var problem = (isEntry, old) switch
        {
            (true, null) when now is JsonObject || Settings.Of(name) == Strictness.Unknown => null,
            (true, not null) when now is null => "it is no longer asked",
            // More columns together are unique sooner than fewer, and more of them that must agree agree later.
            _ when place is ["rules", _, "columns"] => Turned,
            _ => Looser(name, old, now),
        };
        if (problem is not null) Add(place, old, now, problem);
    }

    private static string? Looser(string name, JsonNode? old, JsonNode? now) => Settings.Of(name) switch
    {
        Strictness.Free => null,
        Strictness.Higher => Numbers(name, old, now, higher: true),
        Strictness.Lower => Numbers(name, old, now, higher: false),
        Strictness.Asked => Left(old, now) is { Count: > 0 } gone ? $"no longer among them: {string.Join(", ", gone)}" : null,
        Strictness.Excepted => Left(now, old) is { Count: > 0 } added ? $"now let off: {string.Join(", ", added)}" : null,
        Strictness.Word => Settings.Rank(name, JsonPlaces.Word(now)) > Settings.Rank(name, JsonPlaces.Word(old)) ? "it is softer" : null,
        _ => Turned,
    };

    private static string? Numbers(string name, JsonNode? old, JsonNode? now, bool higher)
    {
        if (Settings.UsualOf(name) is { } usual) (old, now) = (old ?? usual, now ?? usual);
        if (old is null) return Settings.IsOptional(name) ? null : "what held before it was said is not known here, so it counts";
        if (now is null) return "there is no limit any more";
        if (JsonPlaces.Number(old) is not { } before || JsonPlaces.Number(now) is not { } after) return "it is no number that could be compared";
        return (higher ? after < before : after > before) ? (higher ? "the higher the stricter" : "the lower the stricter") : null;
    }

    private static IReadOnlyList<string> Left(JsonNode? from, JsonNode? without)
    {
        var kept = (without as JsonArray)?.Select(n => JsonPlaces.Text(n)).ToHashSet() ?? [];
        return [.. ((from as JsonArray)?.Select(n => JsonPlaces.Text(n) ?? "null") ?? []).Where(text => !kept.Contains(text)).Order(StringComparer.Ordinal)];
    }

    private void Tolerance(IReadOnlyList<string> place, JsonObject old, JsonObject now)
    {
        if (Tolerances.Looser(old, now) is { } problem) Add(place, old, now, problem);
    }

    /// <summary>What the section does not say has a usual value, and a column without a margin of its own has the common one.</summary>
    private void Drift(JsonObject old, JsonObject now)
    {
        var (usual, usualNow) = (JsonPlaces.Number(old["margin"]) ?? UsualDrift, JsonPlaces.Number(now["margin"]) ?? UsualDrift);
        if (usualNow > usual) Add(["drift", "margin"], old["margin"] ?? UsualDrift, now["margin"] ?? UsualDrift, "the lower the stricter");
        var (own, ownNow) = (old["margins"] as JsonObject ?? [], now["margins"] as JsonObject ?? []);
        foreach (var column in own.Select(p => p.Key).Union(ownNow.Select(p => p.Key)).Order(StringComparer.Ordinal))
        {
            // Against the common margin as it was judged: that one's own change is told once.
            var common = Math.Min(usual, usualNow);
            if ((JsonPlaces.Number(ownNow[column]) ?? common) > (JsonPlaces.Number(own[column]) ?? common)) Add(["drift", "margins", column], own[column], ownNow[column], "the lower the stricter");
        }

        foreach (var key in old.Select(p => p.Key).Union(now.Select(p => p.Key)).Except(["margin", "margins"]).Order(StringComparer.Ordinal))
        {
            if (!JsonNode.DeepEquals(old[key], now[key])) Values(["drift", key], old[key], now[key], isEntry: false);
        }
    }

    private void Add(IReadOnlyList<string> place, JsonNode? old, JsonNode? now, string reason) =>
        _found.Add(new Loosening(_file, place, JsonPlaces.Text(old), JsonPlaces.Text(now), reason));
}
