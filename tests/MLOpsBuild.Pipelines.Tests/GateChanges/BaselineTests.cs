using System.Text;
using MLOpsBuild.Pipelines.GateChanges;

namespace MLOpsBuild.Pipelines.Tests.GateChanges;

public sealed class BaselineTests
{
    private const string Path = "pipelines/p/metrics.verified.json";

    private const string Metrics = """
        {
          "version": 1, "model": "sha256:a", "evaluation": "sha256:e", "predictions": "sha256:p",
          "metrics": {
            "auc": { "value": 0.83, "direction": "higher", "n": 10, "blocks": 2, "tolerance": { "kind": "sampling", "margin": 0.005 } },
            "log-loss": { "value": 0.41, "direction": "lower", "n": 10, "blocks": 2, "tolerance": { "kind": "exact" } }
          },
          "slices": { "far": { "auc": { "value": 0.7, "direction": "higher", "n": 5, "blocks": 2, "tolerance": { "kind": "absolute", "margin": 0.02 } } } }
        }
        """;

    [Theory]
    [InlineData("\"value\": 0.83", "\"value\": 0.829999", "metrics / auc / value", "0.83 → 0.829999: the baseline is lowered (higher is better)", true)]
    [InlineData("\"value\": 0.41", "\"value\": 0.42", "metrics / log-loss / value", "0.41 → 0.42: the baseline is lowered (lower is better)", true)]
    [InlineData("\"value\": 0.7, ", "", "slices / far / auc / value", "0.7 → nothing", true)]
    [InlineData("\"value\": 0.7,", "\"value\": \"high\",", "slices / far / auc / value", "0.7 → high", true)]
    [InlineData("\"margin\": 0.005", "\"margin\": 0.006", "metrics / auc / tolerance", "the margin is wider", false)]
    [InlineData("\"kind\": \"exact\"", "\"kind\": \"relative\", \"margin\": 0", "metrics / log-loss / tolerance", "kind changed", false)]
    [InlineData("\"direction\": \"lower\"", "\"direction\": \"higher\"", "metrics / log-loss / direction", "lower → higher", false)]
    public void A_baseline_that_is_lowered_and_a_tolerance_that_is_widened_are_told(string part, string with, string place, string told, bool isBaseline)
    {
        var loosening = Assert.Single(Changes(part, with).Loosenings);

        Assert.Equal((place, isBaseline), (loosening.Name, loosening.IsBaseline));
        Assert.Contains(told, loosening.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_or_slice_that_is_taken_out_is_told()
    {
        var without = Metrics[..Metrics.IndexOf("\"slices\"", StringComparison.Ordinal)] + "\"slices\": {} }";

        Assert.Equal("slices / far / auc", Assert.Single(RuleChanges.Of([new RuleFile(Path, Utf8(Metrics), Utf8(without))]).Loosenings).Name);
    }

    [Theory]
    [InlineData("\"value\": 0.83", "\"value\": 0.84")]
    [InlineData("\"value\": 0.41", "\"value\": 0.40")]
    [InlineData("\"model\": \"sha256:a\"", "\"model\": \"sha256:b\"")]
    [InlineData("\"n\": 10", "\"n\": 11")]
    [InlineData("\"margin\": 0.02", "\"margin\": 0.01")]
    public void Gains_other_models_and_closer_tolerances_are_no_loosening(string part, string with) => Assert.Empty(Changes(part, with).Loosenings);

    [Fact]
    public void On_other_rows_a_lower_value_is_the_pair_s_to_judge_but_not_where_values_are_compared()
    {
        string Moved(string part, string with) => Metrics.Replace("sha256:e", "sha256:f", StringComparison.Ordinal).Replace(part, with, StringComparison.Ordinal);
        IReadOnlyList<Loosening> Compared(string after) => RuleChanges.Of([new RuleFile(Path, Utf8(Metrics), Utf8(after))]).Loosenings;

        Assert.Empty(Compared(Moved("\"value\": 0.83", "\"value\": 0.8")));
        Assert.Equal("metrics / auc / value", Assert.Single(Compared(Moved("\"value\": 0.83", "\"value\": null"))).Name);
        Assert.Equal("slices / far / auc / value", Assert.Single(Compared(Moved("\"value\": 0.7", "\"value\": 0.6"))).Name);
    }

    [Fact]
    public void The_summary_counts_lowered_baselines() =>
        Assert.Contains("1 rule is looser than at base, 1 of them lowered baselines", GateChange.Judge(Changes("\"value\": 0.83", "\"value\": 0.8"), "base", null, true).Summary, StringComparison.Ordinal);

    [Fact]
    public void The_accepted_file_is_the_one_before() => Assert.Equal(Utf8(Metrics), Changes("\"value\": 0.83", "\"value\": 0.8").Accepted(Path));

    private static RuleChanges Changes(string part, string with) => RuleChanges.Of([new RuleFile(Path, Utf8(Metrics), Utf8(Metrics.Replace(part, with, StringComparison.Ordinal)))]);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
