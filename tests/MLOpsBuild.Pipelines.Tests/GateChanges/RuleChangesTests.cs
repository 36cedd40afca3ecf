using System.Text;
using System.Text.Json.Nodes;
using MLOpsBuild.Pipelines.GateChanges;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.GateChanges;

public sealed class RuleChangesTests
{
    private const string Path = "pipelines/p/gates.json";

    private const string Gates = """
        {
          "version": 1,
          "predictionTarget": { "auc": { "min": 0.8 }, "ece": { "max": 0.05 } },
          "convergence": { "gainOverPrior": 0.15, "overfitRows": 256, "resamples": 5, "spread": 0.015, "curveTolerance": 0.1 },
          "snapshot": { "metrics": { "auc": { "kind": "sampling", "margin": 0.005 } }, "slices": { "auc": { "kind": "absolute", "margin": 0.02 } } },
          "drift": { "margin": 0.05, "margins": { "size": 0.02 }, "calendar": ["dow"] },
          "load": { "ratePerSecond": 200, "p99Milliseconds": 100, "errorRate": 0 },
          "checks": {
            "fair": { "kind": "fairness", "groups": ["f", "m"], "max": 0.1, "minSamples": 100, "onNoData": "fail", "mode": "gate", "seed": 3, "minGroupRows": 50 }
          }
        }
        """;

    [Theory]
    [InlineData("\"min\": 0.8", "\"min\": 0.79", "predictionTarget / auc / min", "0.8 → 0.79")]
    [InlineData("\"min\": 0.8", "", "predictionTarget / auc / min", "0.8 → nothing")]
    [InlineData("\"max\": 0.05", "\"max\": 0.06", "predictionTarget / ece / max", "0.05 → 0.06")]
    [InlineData("\"auc\": { \"min\": 0.8 }, ", "", "predictionTarget / auc", "{\"min\":0.8} → nothing")]
    [InlineData("\"gainOverPrior\": 0.15", "\"gainOverPrior\": 0.1", "convergence / gainOverPrior", "0.15 → 0.1")]
    [InlineData("\"resamples\": 5", "\"resamples\": 2", "convergence / resamples", "5 → 2")]
    [InlineData("\"curveTolerance\": 0.1", "\"curveTolerance\": 0.2", "convergence / curveTolerance", "0.1 → 0.2")]
    [InlineData(", \"curveTolerance\": 0.1", "", "convergence / curveTolerance", "0.1 → nothing")]
    [InlineData("\"margin\": 0.005", "\"margin\": 0.05", "snapshot / metrics / auc", "the margin is wider")]
    [InlineData("\"sampling\"", "\"absolute\"", "snapshot / metrics / auc", "kind changed")]
    [InlineData("\"auc\": { \"kind\": \"absolute\", \"margin\": 0.02 }", "", "snapshot / slices / auc", "no longer asked")]
    [InlineData("\"margin\": 0.05,", "\"margin\": 0.06,", "drift / margin", "0.05 → 0.06")]
    [InlineData("\"size\": 0.02", "\"size\": 0.03", "drift / margins / size", "0.02 → 0.03")]
    [InlineData("\"size\": 0.02", "", "drift / margins / size", "0.02 → nothing")]
    [InlineData("\"size\": 0.02", "\"size\": 0.02, \"shop\": 0.9", "drift / margins / shop", "nothing → 0.9")]
    [InlineData("[\"dow\"]", "[\"dow\", \"size\"]", "drift / calendar", "now let off: size")]
    [InlineData("\"p99Milliseconds\": 100", "\"p99Milliseconds\": 101", "load / p99Milliseconds", "100 → 101")]
    [InlineData("\"ratePerSecond\": 200", "\"ratePerSecond\": 100", "load / ratePerSecond", "200 → 100")]
    [InlineData("[\"f\", \"m\"]", "[\"m\"]", "checks / fair / groups", "no longer among them: f")]
    [InlineData("\"minSamples\": 100", "\"minSamples\": 10", "checks / fair / minSamples", "100 → 10")]
    [InlineData("\"onNoData\": \"fail\"", "\"onNoData\": \"hold\"", "checks / fair / onNoData", "softer")]
    [InlineData(", \"onNoData\": \"fail\"", "", "checks / fair / onNoData", "softer")]
    [InlineData("\"mode\": \"gate\"", "\"mode\": \"report\"", "checks / fair / mode", "softer")]
    [InlineData("\"seed\": 3", "\"seed\": 4", "checks / fair / seed", "not known")]
    [InlineData("\"minGroupRows\": 50", "\"minGroupRows\": 60", "checks / fair / minGroupRows", "not known")]
    [InlineData("\"mode\": \"gate\"", "\"mode\": \"gate\", \"maxDuplicates\": 0.5", "checks / fair / maxDuplicates", "what held before it was said")]
    [InlineData("\"mode\": \"gate\"", "\"mode\": \"gate\", \"tolerance\": 5", "checks / fair / tolerance", "nothing → 5")]
    [InlineData("\"kind\": \"fairness\"", "\"kind\": \"latency\"", "checks / fair / kind", "not known")]
    public void A_setting_that_allows_more_is_told_with_both_values(string part, string with, string place, string told)
    {
        var loosening = Assert.Single(Changes(part, with).Loosenings);

        Assert.Equal(place, loosening.Name);
        Assert.Contains(told, loosening.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"min\": 0.8", "\"min\": 0.81")]
    [InlineData("\"min\": 0.8", "\"min\": 0.8, \"max\": 0.99")]
    [InlineData("\"auc\": { \"min\": 0.8 }, ", "\"auc\": { \"min\": 0.8 }, \"brier\": { \"max\": 0.2 }, ")]
    [InlineData("\"margin\": 0.005", "\"margin\": 0.004")]
    [InlineData("\"kind\": \"sampling\", \"margin\": 0.005", "\"kind\": \"exact\"")]
    [InlineData("\"size\": 0.02", "\"size\": 0.01")]
    [InlineData("[\"dow\"]", "[]")]
    [InlineData("[\"f\", \"m\"]", "[\"m\", \"x\", \"f\"]")]
    [InlineData("\"minSamples\": 100", "\"minSamples\": 200")]
    [InlineData("\"onNoData\": \"fail\"", "\"onNoData\": \"error\"")]
    [InlineData(", \"mode\": \"gate\"", "")]
    [InlineData("\"checks\": {", "\"checks\": { \"new\": { \"kind\": \"latency\", \"max\": 5, \"mode\": \"report\" },")]
    [InlineData("\"version\": 1", "\"version\": 2")]
    public void What_is_stricter_or_new_is_no_loosening(string part, string with) => Assert.Empty(Changes(part, with).Loosenings);

    [Fact]
    public void Only_the_order_and_the_spaces_changed_is_no_change() =>
        Assert.Empty(RuleChanges.Of([new RuleFile(Path, Utf8(Gates), Utf8(JsonNode.Parse(Gates)!.ToJsonString()))]).Loosenings);

    [Fact]
    public void Until_it_is_approved_what_is_looser_is_judged_as_before_and_what_is_stricter_as_now()
    {
        var changed = Gates.Replace("\"min\": 0.8", "\"min\": 0.5", StringComparison.Ordinal).Replace("\"max\": 0.05", "\"max\": 0.01", StringComparison.Ordinal)
            .Replace(", \"curveTolerance\": 0.1", "", StringComparison.Ordinal);

        var judged = JsonNode.Parse(RuleChanges.Of([new RuleFile(Path, Utf8(Gates), Utf8(changed))]).Judged(Path)!)!;

        Assert.Equal(0.8, (double)judged["predictionTarget"]!["auc"]!["min"]!);
        Assert.Equal(0.01, (double)judged["predictionTarget"]!["ece"]!["max"]!);
        Assert.Equal(0.1, (double)judged["convergence"]!["curveTolerance"]!);
    }

    [Fact]
    public void A_file_that_loosens_nothing_is_judged_as_it_is() => Assert.Null(Changes("\"min\": 0.8", "\"min\": 0.9").Judged(Path));

    [Fact]
    public void A_file_that_is_gone_broken_or_says_a_key_twice_is_a_loosening()
    {
        Assert.Equal("the file is gone", Assert.Single(RuleChanges.Of([new RuleFile(Path, Utf8(Gates), null)]).Loosenings).Reason);
        Assert.Contains("no JSON object", Assert.Single(RuleChanges.Of([new RuleFile(Path, Utf8(Gates), Utf8("{"))]).Loosenings).Reason, StringComparison.Ordinal);
        Assert.Contains("no JSON object", Assert.Single(Changes("\"min\": 0.8", "\"min\": 0.8, \"min\": 0.1").Loosenings).Reason, StringComparison.Ordinal);
        Assert.Equal(Utf8(Gates), RuleChanges.Of([new RuleFile(Path, Utf8(Gates), Utf8("{"))]).Judged(Path));
    }

    [Fact]
    public void A_file_that_came_new_loosens_nothing() => Assert.Empty(RuleChanges.Of([new RuleFile(Path, null, Utf8(Gates))]).Loosenings);

    [Theory]
    [InlineData("""{ "digest": "sha256:b", "requires": ["a", "b"], "after": "staging" }""", null)]
    [InlineData("""{ "digest": "sha256:a", "requires": ["a", "b", "c"], "after": "staging" }""", null)]
    [InlineData("""{ "digest": "sha256:a", "requires": ["a"], "after": "staging" }""", "requires")]
    [InlineData("""{ "digest": "sha256:a", "requires": ["a", "b"] }""", "after")]
    public void An_environment_may_change_its_model_but_asks_no_less(string after, string? place)
    {
        var file = new RuleFile("environments/production.json", Utf8("""{ "digest": "sha256:a", "requires": ["a", "b"], "after": "staging" }"""), Utf8(after));

        Assert.Equal(place, RuleChanges.Of([file]).Loosenings.SingleOrDefault()?.Name);
    }

    [Theory]
    [InlineData("pipelines/p/gates.json", true)]
    [InlineData("pipelines/p/metrics.verified.json", true)]
    [InlineData("pipelines/p/retrain.json", true)]
    [InlineData("pipelines/p/schema.json", true)]
    [InlineData("data.lock.json", true)]
    [InlineData("environments/staging.json", true)]
    [InlineData("gates.owners", true)]
    [InlineData("pipelines/p/parameters.json", false)]
    [InlineData("docs/gates.json", false)]
    [InlineData("pipelines/p/q/gates.json", false)]
    public void Files_that_hold_rules_are_known_by_their_place(string path, bool holdsRules) => Assert.Equal(holdsRules, RuleFile.IsRuleFile(path));

    [Fact]
    public void The_digest_names_exactly_these_loosenings()
    {
        var one = Changes("\"min\": 0.8", "\"min\": 0.79").Digest;

        Assert.Equal(one, RuleChanges.Of([new RuleFile(Path, Utf8(Gates), Utf8(Gates.Replace("\"min\": 0.8", "\"min\": 0.79", StringComparison.Ordinal))), new RuleFile("environments/x.json", null, Utf8("{}"))]).Digest);
        Assert.NotEqual(one, Changes("\"min\": 0.8", "\"min\": 0.78").Digest);
    }

    [Fact]
    public void The_verdict_fails_lists_all_and_says_how_an_owner_approves()
    {
        var changes = Changes("\"min\": 0.8", "\"min\": 0.79");

        var result = GateChange.Judge(changes, "the merge base", null, hasOwners: true);

        Assert.Equal((GateChange.Gate, Verdict.Fail), (result.Gate, result.Verdict));
        Assert.Contains($"--trailer \"Gate-Change-Approved: {changes.Digest}\"", result.Summary, StringComparison.Ordinal);
        Assert.Equal("0.8 → 0.79: the higher the stricter", Assert.Single(result.Findings).Message);
        Assert.Contains("gates.owners", GateChange.Judge(changes, "the merge base", null, hasOwners: false).Summary, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, GateChange.Judge(Changes("\"min\": 0.8", "\"min\": 0.9"), "the merge base", null, hasOwners: false).Verdict);
    }

    [Fact]
    public void An_approved_change_passes_and_still_lists_what_is_looser()
    {
        var result = GateChange.Judge(Changes("\"min\": 0.8", "\"min\": 0.79"), "the merge base", new GateChangeApproval("alice@example.com", new string('a', 40)), hasOwners: true);

        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Contains("alice@example.com approved in commit aaaaaaaaaaaa", result.Summary, StringComparison.Ordinal);
        Assert.Equal(Severity.Warning, Assert.Single(result.Findings).Severity);
    }

    private static RuleChanges Changes(string part, string with)
    {
        Assert.Contains(part, Gates, StringComparison.Ordinal);
        var changed = Gates.Replace(part, with, StringComparison.Ordinal).Replace("{ , ", "{ ", StringComparison.Ordinal);
        return RuleChanges.Of([new RuleFile(Path, Utf8(Gates), Utf8(changed))]);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
