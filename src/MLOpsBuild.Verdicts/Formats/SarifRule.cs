using System.Text.Json;

namespace MLOpsBuild.Verdicts.Formats;

/// <summary>A rule of the log: a gate, or one of the things that it looks at.</summary>
internal sealed record SarifRule(string Id, string Short, string Help)
{
    /// <summary>Every rule that a result names, gates first and each once.</summary>
    public static IEnumerable<SarifRule> Of(VerdictSet verdicts) => verdicts.Results.Concat(verdicts.Reported)
        .SelectMany(r => Of(r, verdicts.Help.GetValueOrDefault(r.Gate, r.Summary)))
        .DistinctBy(r => r.Id, StringComparer.Ordinal);

    public static string IdOf(GateResult result, Finding finding) => $"{result.Gate}/{finding.Rule.Replace(' ', '-')}";

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        Text(json, "shortDescription", Short);
        Text(json, "fullDescription", Help);
        Text(json, "help", Help);
        json.WriteEndObject();
    }

    private static IEnumerable<SarifRule> Of(GateResult result, string help) => result.Findings
        .Where(f => f.Severity != Severity.Info)
        .Select(f => new SarifRule(IdOf(result, f), $"{f.Rule} of the gate {result.Gate}", help))
        .Prepend(new SarifRule(result.Gate, $"The gate {result.Gate}", help));

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
