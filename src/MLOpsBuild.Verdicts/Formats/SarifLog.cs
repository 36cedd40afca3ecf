using System.Text.Encodings.Web;
using System.Text.Json;

namespace MLOpsBuild.Verdicts.Formats;

/// <summary>Verdicts as a SARIF 2.1.0 log (OASIS, 2020), which code hosts and editors show: a result for each gate, and one for each finding that is more than a remark.</summary>
public static class SarifLog
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Deterministic bytes: no time, no host, no absolute path.</summary>
    public static byte[] Write(VerdictSet verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        SarifRule[] rules = [.. SarifRule.Of(verdicts)];
        var places = rules.Index().ToDictionary(r => r.Item.Id, r => r.Index, StringComparer.Ordinal);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(json, rules);
            WriteInvocation(json, verdicts);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (var result in SarifResult.Of(verdicts)) result.Write(json, places[result.Rule], verdicts.Source);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. stream.ToArray(), (byte)'\n'];
    }

    private static void WriteTool(Utf8JsonWriter json, IEnumerable<SarifRule> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "MLOpsBuild");
        json.WriteStartArray("rules");
        foreach (var rule in rules) rule.Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A check that could not be carried out is the tool's failure; what it would have found is not known.</summary>
    private static void WriteInvocation(Utf8JsonWriter json, VerdictSet verdicts)
    {
        var errors = verdicts.Results.Where(r => r.Verdict == Verdict.Error).ToArray();
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", errors.Length == 0);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("level", "error");
            json.WriteStartObject("message");
            json.WriteString("text", $"{error.Gate}: {error.Summary}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
