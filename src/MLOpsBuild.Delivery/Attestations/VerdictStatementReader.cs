using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Delivery.Attestations;

/// <summary>
/// Reads verdict statements. in-toto asks readers to let unknown fields pass, so this one does; what decides is checked against
/// itself: the word of the predicate, the list that the gate is in, and the exact verdict must agree.
/// </summary>
internal static class VerdictStatementReader
{
    private const string HexExpected = "64 lower-case hexadecimal digits";

    public static VerdictStatement Read(ReadOnlySpan<byte> utf8) => StrictJson.Read(utf8, "statement", root =>
    {
        var item = root.AsObject().Tolerant();
        Expect(item, "_type", VerdictStatement.StatementType);
        Expect(item, "predicateType", VerdictStatement.PredicateType);
        var subjects = item.List("subject", v => ReadResource(v).Digest);
        if (subjects.Count != 1) root.Problem($"$.subject: found {subjects.Count} subjects, expected 1.");
        var predicate = item.Required("predicate", out var value) ? value.AsObject().Tolerant() : null;
        var model = subjects.Count == 1 ? subjects[0] : default;
        return predicate is null
            ? new VerdictStatement(model, GateResult.Error(string.Empty, string.Empty), new EvidenceBinding(default, default))
            : new VerdictStatement(model, ReadResult(predicate, value!), ReadBinding(predicate, value!));
    });

    private static GateResult ReadResult(StrictObject predicate, StrictValue place)
    {
        var word = predicate.Required("result", out var result) ? result.As(TestResults.TryParse, "PASSED, WARNED or FAILED", Verdict.Error) : Verdict.Error;
        var verdict = predicate.Optional("mlopsbuild_verdict")?.As(TestResults.TryParseVendor, "pass, hold, fail or error", Verdict.Error) ?? word;
        if (TestResults.ToText(verdict) != TestResults.ToText(word)) place.Problem("the result and the exact verdict contradict each other.");
        var tests = Tests(predicate);
        if (tests.Count != 1) place.Problem($"found {tests.Count} tests, expected 1: the gate.");
        else if (tests[0].Word != TestResults.ToText(verdict)) place.Problem("the result and the list of tests contradict each other.");
        var gate = tests.Count == 1 ? tests[0].Name : string.Empty;
        if (gate.Length == 0 && tests.Count == 1) place.Problem("the gate has no name.");
        var summary = predicate.OptionalText("mlopsbuild_summary") ?? string.Empty;
        return new GateResult(gate, verdict, summary, predicate.OptionalList("mlopsbuild_findings", ReadFinding));
    }

    private static List<(string Name, string Word)> Tests(StrictObject predicate) =>
    [
        .. predicate.OptionalList("passedTests", v => (v.AsText(), "PASSED")),
        .. predicate.OptionalList("warnedTests", v => (v.AsText(), "WARNED")),
        .. predicate.OptionalList("failedTests", v => (v.AsText(), "FAILED")),
    ];

    private static EvidenceBinding ReadBinding(StrictObject predicate, StrictValue place)
    {
        var resources = predicate.List("configuration", ReadResource);
        return new EvidenceBinding(Find(VerdictStatement.GateConfiguration), Find(VerdictStatement.EvaluationData));

        Digest Find(string name)
        {
            var found = resources.Where(r => string.Equals(r.Name, name, StringComparison.Ordinal)).ToList();
            if (found.Count != 1) place.Problem($"found {found.Count} configurations named '{name}', expected 1.");
            return found.Count == 1 ? found[0].Digest : default;
        }
    }

    private static (string Name, Digest Digest) ReadResource(StrictValue value)
    {
        var item = value.AsObject().Tolerant();
        var name = item.OptionalText("name") ?? string.Empty;
        if (!item.Required("digest", out var digests)) return (name, default);
        return digests.AsObject().Tolerant().Required("sha256", out var hex)
            ? (name, hex.As<Digest>(t => Digest.TryParse("sha256:" + t, out var digest) ? digest : null, HexExpected, default))
            : (name, default);
    }

    private static Finding ReadFinding(StrictValue value)
    {
        var item = value.AsObject().Tolerant();
        var severity = item.Required("severity", out var text) ? text.As(ToSeverity, "error, warning or info", Severity.Error) : Severity.Error;
        return new Finding(severity, item.Text("rule"), item.Text("message"), item.OptionalText("place"));
    }

    private static Severity? ToSeverity(string text) => text switch
    {
        "error" => Severity.Error,
        "warning" => Severity.Warning,
        "info" => Severity.Info,
        _ => null,
    };

    private static void Expect(StrictObject item, string name, string expected)
    {
        if (item.Required(name, out var value) && value.AsText() is var found && found != expected) value.Problem($"found '{found}', expected '{expected}'.");
    }
}
