using System.Text;
using System.Text.Json;

namespace MLOpsBuild.Data.Validation.Reports;

/// <summary>A report for other programs.</summary>
public static class ValidationJson
{
    /// <summary>An object with <c>version</c>, <c>file</c>, <c>rows</c>, <c>verdict</c>, <c>summary</c>, <c>findings</c> (all, worst first) and <c>rules</c> (all, by name, with counts and examples).</summary>
    /// <returns>JSON with two blanks of indentation and LF.</returns>
    public static string Write(ValidationReport report)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteString("file", report.File);
            json.WriteNumber("rows", report.Profile.Rows);
            json.WriteString("verdict", Lower(report.Result.Verdict));
            json.WriteString("summary", report.Result.Summary);
            json.WriteStartArray("findings");
            foreach (var finding in report.Result.Findings) WriteFinding(json, finding);
            json.WriteEndArray();
            json.WriteStartArray("rules");
            foreach (var outcome in report.Outcomes) WriteOutcome(json, outcome);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static void WriteFinding(Utf8JsonWriter json, Verdicts.Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("severity", Lower(finding.Severity));
        json.WriteString("rule", finding.Rule);
        json.WriteString("message", finding.Message);
        if (finding.Place is not null) json.WriteString("place", finding.Place);
        json.WriteEndObject();
    }

    private static void WriteOutcome(Utf8JsonWriter json, RuleOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("name", outcome.Rule.Name);
        json.WriteString("kind", outcome.Rule.Kind);
        json.WriteString("severity", Lower(outcome.Rule.Severity));
        json.WriteString("status", outcome.Status switch { RuleStatus.Kept => "kept", RuleStatus.Broken => "broken", RuleStatus.NotJudged => "not-judged", _ => "undecided" });
        if (outcome.Judged is { } judged) json.WriteNumber("judged", judged);
        if (outcome.Broken is { } broken) json.WriteNumber("broken", broken);
        if (outcome.Share is { } share) json.WriteNumber("share", share);
        if (outcome.Advice.Length > 0) json.WriteString("advice", outcome.Advice);
        if (outcome.Examples.Count > 0)
        {
            json.WriteStartArray("examples");
            foreach (var example in outcome.Examples)
            {
                json.WriteStartObject();
                json.WriteNumber("row", example.Row);
                json.WriteString("value", example.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
