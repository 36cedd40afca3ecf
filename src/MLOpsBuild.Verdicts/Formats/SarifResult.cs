using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MLOpsBuild.Verdicts.Formats;

/// <summary>A result of the log. What is wrong is of the kind <c>fail</c>; of any other kind the level must be <c>none</c>, and viewers would not show a hold.</summary>
internal sealed partial record SarifResult(string Rule, string Kind, string Level, string Message, Verdict Verdict, string Gate, string? Place)
{
    public static IEnumerable<SarifResult> Of(VerdictSet verdicts) => verdicts.Results.SelectMany(Of)
        // What decides nothing is a note: it is seen, and no rule about errors or warnings meets it.
        .Concat(verdicts.Reported.SelectMany(Of).Select(r => r.Level == "none" ? r : r with { Level = "note" }));

    public void Write(Utf8JsonWriter json, int rule, string source)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", Rule);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("kind", Kind);
        json.WriteString("level", Level);
        json.WriteStartObject("message");
        json.WriteString("text", Message);
        json.WriteEndObject();
        json.WriteStartArray("locations");
        json.WriteStartObject();
        WritePlace(json, source);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("gatePlace/v1", $"{Rule}@{Place}");
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("verdict", Verdict.ToString().ToLowerInvariant());
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static IEnumerable<SarifResult> Of(GateResult result) => result.Findings
        .Where(f => f.Severity != Severity.Info)
        .Select(f => new SarifResult(SarifRule.IdOf(result, f), "fail", f.Severity == Severity.Error ? "error" : "warning", f.Message, result.Verdict, result.Gate, f.Place))
        .Prepend(new SarifResult(result.Gate, result.Verdict == Verdict.Pass ? "pass" : "fail", LevelOf(result.Verdict), result.Summary, result.Verdict, result.Gate, null));

    private static string LevelOf(Verdict verdict) => verdict switch { Verdict.Pass => "none", Verdict.Hold => "warning", _ => "error" };

    // A place in a file, or the file that asks for it with the part that is meant as a name.
    private void WritePlace(Utf8JsonWriter json, string source)
    {
        var match = FilePlace().Match(Place ?? "");
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", UriOf(match.Success ? match.Groups["file"].Value : source));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", Number(match.Groups["line"]));
        if (match.Groups["column"].Success) json.WriteNumber("startColumn", Number(match.Groups["column"]));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", Place is null || match.Success ? Gate : $"{Gate}/{Place}");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    // Both count from 1.
    private static int Number(Group group) => int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1;

    private static string UriOf(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    [GeneratedRegex(@"^(?<file>[^:]*[^:\s][^:]*\.[A-Za-z0-9]+):(?<line>[0-9]+)(:(?<column>[0-9]+))?$")]
    private static partial Regex FilePlace();
}
