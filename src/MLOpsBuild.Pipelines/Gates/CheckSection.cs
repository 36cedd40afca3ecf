using System.Text.Json;
using System.Text.RegularExpressions;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Gates;

/// <summary>Reads the section <c>checks</c> of <c>gates.json</c>.</summary>
internal static partial class CheckSection
{
    private const string KindKey = "kind";

    /// <summary>The verdicts of every pipeline, whose names no check may take.</summary>
    private static readonly string[] Taken = ["api", "compatibility", "convergence", "data-validation", "load", "metrics-snapshot", "prediction-target", "reproduce"];

    /// <summary>The gates, in the order of their names; those that are wrong are noted and left out.</summary>
    public static IReadOnlyList<IGate> Read(JsonElement checks, GateCatalogue kinds, StrictRecords problems)
    {
        if (checks.ValueKind != JsonValueKind.Object) return [];
        return [.. checks.EnumerateObject().Select(c => Read(c.Name, c.Value, kinds, problems)).OfType<IGate>().OrderBy(g => g.Name, StringComparer.Ordinal)];
    }

    private static IGate? Read(string name, JsonElement check, GateCatalogue kinds, StrictRecords problems)
    {
        var path = $"$.checks.{name}";
        var before = problems.Problems.Count;
        if (!NamePattern().IsMatch(name)) problems.Add(path, "a check's name is made of lower-case letters, digits and dashes, and begins with a letter.");
        if (Taken.Contains(name)) problems.Add(path, "another verdict has this name; give the check one of its own.");
        if (KindOf(check, path, kinds, problems) is not { } kind) return null;
        problems.Check(check, kind.SettingsType, path, KindKey);
        if (problems.Problems.Count > before) return null;
        var settings = (GateSettings)JsonSerializer.Deserialize(Without(check, KindKey), kind.SettingsType, StepJson.Options)!;
        foreach (var problem in settings.Problems()) problems.Add(path, problem);
        return problems.Problems.Count > before ? null : kind.Configure(name, settings);
    }

    private static IGateKind? KindOf(JsonElement check, string path, GateCatalogue kinds, StrictRecords problems)
    {
        if (check.ValueKind != JsonValueKind.Object)
        {
            problems.Add(path, "a check is an object with a kind.");
            return null;
        }

        if (!check.TryGetProperty(KindKey, out var named) || named.ValueKind != JsonValueKind.String)
        {
            problems.Add(path, $"the key '{KindKey}' is missing or no text. {NearestName.Hint("", kinds.Names)}");
            return null;
        }

        var name = named.GetString()!;
        var kind = kinds.Find(name);
        if (kind is null) problems.Add($"{path}.{KindKey}", $"there is no kind of gate '{name}'; {NearestName.Hint(name, kinds.Names)} A pipeline's own is registered with p.Judges(new …()) in its definition.");
        return kind;
    }

    private static string Without(JsonElement check, string key)
    {
        var rest = System.Text.Json.Nodes.JsonObject.Create(check)!;
        rest.Remove(key);
        return rest.ToJsonString();
    }

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex NamePattern();
}
