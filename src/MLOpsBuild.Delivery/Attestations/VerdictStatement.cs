using System.Text.Json;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Delivery.Attestations;

/// <summary>An in-toto Statement v1 with the test-result v0.1 predicate: one verdict on one model, as other tools read it.</summary>
/// <param name="Model">The digest of the model package that was judged.</param>
/// <param name="Result">The verdict.</param>
/// <param name="Binding">What it rests on.</param>
public sealed record VerdictStatement(Digest Model, GateResult Result, EvidenceBinding Binding)
{
    /// <summary>The media type of the statement.</summary>
    public const string MediaType = "application/vnd.in-toto+json";

    internal const string StatementType = "https://in-toto.io/Statement/v1";
    internal const string PredicateType = "https://in-toto.io/attestation/test-result/v0.1";
    internal const string GateConfiguration = "gate-configuration";
    internal const string EvaluationData = "evaluation-data";

    /// <summary>Deterministic bytes.</summary>
    public byte[] ToBytes() => StrictJson.WriteLine(json =>
    {
        json.WriteStartObject();
        json.WriteString("_type", StatementType);
        json.WriteStartArray("subject");
        WriteResource(json, "model", Model);
        json.WriteEndArray();
        json.WriteString("predicateType", PredicateType);
        json.WriteStartObject("predicate");
        json.WriteString("result", TestResults.ToText(Result.Verdict));
        json.WriteStartArray("configuration");
        WriteResource(json, GateConfiguration, Binding.GateConfiguration);
        WriteResource(json, EvaluationData, Binding.EvaluationData);
        json.WriteEndArray();
        WriteTests(json, "passedTests", Result.Verdict is Verdict.Pass);
        WriteTests(json, "warnedTests", Result.Verdict is Verdict.Hold);
        WriteTests(json, "failedTests", Result.Verdict is Verdict.Fail or Verdict.Error);
        json.WriteString("mlopsbuild_verdict", TestResults.ToVendorText(Result.Verdict));
        json.WriteString("mlopsbuild_summary", Result.Summary);
        json.WriteStartArray("mlopsbuild_findings");
        foreach (var finding in Result.Findings) WriteFinding(json, finding);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>Reads a statement.</summary>
    /// <exception cref="InvalidFileException">It is none, or it contradicts itself.</exception>
    public static VerdictStatement Parse(ReadOnlySpan<byte> utf8) => VerdictStatementReader.Read(utf8);

    private void WriteTests(Utf8JsonWriter json, string name, bool here)
    {
        json.WriteStartArray(name);
        if (here) json.WriteStringValue(Result.Gate);
        json.WriteEndArray();
    }

    private static void WriteResource(Utf8JsonWriter json, string name, Digest digest)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartObject("digest");
        json.WriteString("sha256", digest.Hex);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("severity", finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" });
        json.WriteString("rule", finding.Rule);
        json.WriteString("message", finding.Message);
        if (finding.Place is not null) json.WriteString("place", finding.Place);
        json.WriteEndObject();
    }
}
