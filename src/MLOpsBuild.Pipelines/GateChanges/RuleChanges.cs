using System.Text;
using System.Text.Json.Nodes;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.GateChanges;

/// <summary>What a change does to the rules that it is judged by.</summary>
public sealed class RuleChanges
{
    private readonly Dictionary<string, RuleFile> _files;

    private RuleChanges(IEnumerable<RuleFile> files, IReadOnlyList<Loosening> loosenings)
    {
        _files = files.ToDictionary(f => f.Path, StringComparer.Ordinal);
        Loosenings = loosenings;
    }

    /// <summary>Every place where it allows more, by file and place.</summary>
    public IReadOnlyList<Loosening> Loosenings { get; }

    /// <summary>Names exactly these loosenings: an approval of it approves nothing else.</summary>
    public Digest Digest => Digest.Of(Encoding.UTF8.GetBytes(string.Concat(Loosenings.Select(l => $"{l.File}\0{string.Join('\0', l.Setting)}\0{l.Before}\0{l.After}\n"))));

    /// <summary>Compares every rule file before and after a change. Files that came new loosen nothing.</summary>
    public static RuleChanges Of(IEnumerable<RuleFile> files)
    {
        RuleFile[] all = [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)];
        return new RuleChanges(all, [.. all.SelectMany(Compare)]);
    }

    /// <summary>A file as it is judged while its loosenings are not approved: what is stricter counts, what is looser does not. Null where that is the file as it is.</summary>
    /// <param name="path">The file's path from the repository's root.</param>
    public byte[]? Judged(string path)
    {
        Loosening[] looser = [.. Loosenings.Where(l => l.File == path)];
        if (looser.Length == 0) return null;
        var file = _files[path];
        if (file.Before is null || JsonPlaces.Parse(file.Before) is not { } before || file.After is null || JsonPlaces.Parse(file.After) is not { } after) return file.Before;
        foreach (var place in looser.Select(l => l.Setting)) JsonPlaces.Put(after, place, JsonPlaces.At(before, place));
        return StepJson.Write<JsonNode>(after);
    }

    /// <summary>A file as it was accepted; null where it was not there.</summary>
    /// <param name="path">The file's path from the repository's root.</param>
    public byte[]? Accepted(string path) => _files.GetValueOrDefault(path)?.Before;

    private static IEnumerable<Loosening> Compare(RuleFile file)
    {
        if (file.Before is null || (file.After is not null && file.Before.AsSpan().SequenceEqual(file.After))) return [];
        if (file.After is null) return [new Loosening(file.Path, [], "there", null, "the file is gone")];
        if (file.Path == RuleFile.Owners) return [new Loosening(file.Path, [], Digest.Of(file.Before).Short, Digest.Of(file.After).Short, "who may approve has changed")];
        if (JsonPlaces.Parse(file.Before) is not { } before || JsonPlaces.Parse(file.After) is not { } after)
        {
            return [new Loosening(file.Path, [], Digest.Of(file.Before).Short, Digest.Of(file.After).Short, "one of the two versions is no JSON object, so they cannot be compared")];
        }

        if (file.Path == RuleFile.DataLock) return Schemas(file.Path, before, after);
        if (file.Path.EndsWith("/metrics.verified.json", StringComparison.Ordinal)) return BaselineComparison.Compare(file.Path, before, after);
        // An environment's model is what changes with every promotion; its gates judge it.
        return file.Path.StartsWith("environments/", StringComparison.Ordinal)
            ? SettingsComparison.Compare(file.Path, before, after, "version", "model", "digest", "source")
            : SettingsComparison.Compare(file.Path, before, after, "version");
    }

    private static IEnumerable<Loosening> Schemas(string file, JsonObject before, JsonObject after) => (before["datasets"] as JsonObject ?? [])
        .Select(d => (Place: (string[])["datasets", d.Key, "schema"], Name: d.Key))
        // A dataset that is gone is read by nothing.
        .Where(d => JsonPlaces.At(after, "datasets", d.Name) is not null)
        .Select(d => new Loosening(file, d.Place, JsonPlaces.Text(JsonPlaces.At(before, d.Place)), JsonPlaces.Text(JsonPlaces.At(after, d.Place)), "another schema judges the data"))
        .Where(l => l.Before != l.After);
}
