using System.Globalization;
using System.Text;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Numerics;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests.Validation;

/// <summary>Rules that look at whole rows of a sample: hand-made files with one defect each.</summary>
public sealed class SampleRuleTests
{
    private const string Power = """{ "kind": "predictive-power", "columns": ["n", "m", "i", "c"], "label": "d" }""";
    private const string Alike = """{ "kind": "association", "columns": ["n", "m", "i", "c", "d"] }""";
    private const string Outliers = """{ "kind": "outlier-rows", "columns": ["n", "m", "c"] }""";

    /// <summary>Rows of noise: numbers n and m, an integer i, texts c and the label d; <paramref name="change"/> plants a defect.</summary>
    private static string Rows(int rows, Func<int, string[], string[]>? change = null)
    {
        var random = new SeededRandom(11);
        var text = new StringBuilder("n,m,i,c,d");
        for (var row = 0; row < rows; row++)
        {
            string Number() => (random.NextDouble() + random.NextDouble() + random.NextDouble()).ToString("0.####", CultureInfo.InvariantCulture);
            string[] values = [Number(), Number(), random.Next(50).ToString(CultureInfo.InvariantCulture), "abc"[random.Next(3)].ToString(), random.Next(2) == 0 ? "yes" : "no"];
            text.Append(' ').AppendJoin(',', change?.Invoke(row, values) ?? values);
        }

        return text.ToString();
    }

    [Theory]
    [InlineData(Power)]
    [InlineData(Alike)]
    [InlineData(Outliers)]
    public void Noise_keeps_the_rule_for_any_number_of_threads(string rule)
    {
        var rows = Rows(3000);

        Assert.Equal(RuleStatus.Kept, Contracts.Outcome(rule, rows).Status);
        Assert.Equal(Contracts.Outcome(rule, rows).Judged, Contracts.Outcome(rule, rows, new ValidationOptions { Threads = 4 }).Judged);
    }

    [Fact]
    public void A_leak_of_the_label_is_found_and_nothing_else()
    {
        var outcome = Contracts.Outcome(Power, Rows(2000, (row, v) => [v[0], v[1], v[4] == "yes" ? "1" : "2", v[3], v[4]]));

        var finding = Assert.Single(outcome.Findings);
        Assert.Equal((RuleStatus.Broken, "f:1:i", Severity.Error), (outcome.Status, finding.Place, finding.Severity));
        Assert.StartsWith("'i' alone predicts 'd' with a score of 1 on held-out rows, standard error ", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("(all 2000 rows); allowed is at most 0.8.", finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(outcome.Advice);
    }

    [Fact]
    public void An_identifier_in_the_order_of_the_labels_is_found_by_a_limit_of_nothing()
    {
        const string rule = """{ "kind": "predictive-power", "column": "i", "label": "d", "max": 0, "severity": "warning" }""";

        Assert.Equal(RuleStatus.Kept, Contracts.Outcome(rule, Rows(2000, (row, v) => [v[0], v[1], $"{row}", v[3], v[4]])).Status);
        var sorted = Contracts.Judge(rule, Rows(2000, (row, v) => [v[0], v[1], $"{row}", v[3], row < 900 ? "yes" : "no"]));
        Assert.Equal((RuleStatus.Broken, Verdict.Pass), (sorted.Outcomes[0].Status, sorted.Result.Verdict));
    }

    [Fact]
    public void All_other_columns_are_judged_when_none_are_named_and_too_few_rows_are_not()
    {
        const string rule = """{ "kind": "predictive-power", "label": "n", "max": 0.5 }""";

        Assert.Equal(["f:1:m"], Contracts.Outcome(rule, Rows(900, (row, v) => [v[0], v[0] + "1", v[2], v[3], v[4]])).Findings.Select(f => f.Place));
        Assert.Equal(RuleStatus.NotJudged, Contracts.Outcome(rule, Rows(19)).Status);
        Assert.Equal(RuleStatus.NotJudged, Contracts.Outcome("""{ "kind": "predictive-power", "label": "t" }""", Rows(50)).Status);
    }

    [Theory]
    [InlineData("n,m", "'n' and 'm' say nearly the same: Spearman's correlation is 1 (all 1500 rows); allowed is at most 0.9.")]
    [InlineData("n,c", "'n' and 'c' say nearly the same: the correlation ratio is 0.9")]
    [InlineData("c,d", "'c' and 'd' say nearly the same: Cramér's V is 1 (all 1500 rows); allowed is at most 0.9.")]
    public void Two_columns_that_say_the_same_are_found_and_nothing_else(string pair, string message)
    {
        var rows = Rows(1500, (row, v) => pair switch
        {
            "n,m" => [v[0], "-0.00" + v[0].Replace(".", "", StringComparison.Ordinal).PadRight(5, '0'), v[2], v[3], v[4]],
            "n,c" => [$"{(v[3][0] - 'a') * 10}{v[0][1..]}", v[1], v[2], v[3], v[4]],
            _ => [v[0], v[1], v[2], v[4] == "yes" ? "x" : "y", v[4]],
        });
        var outcome = Contracts.Outcome(Alike, rows);

        Assert.StartsWith(message, Assert.Single(outcome.Findings).Message, StringComparison.Ordinal);
        var names = pair.Split(',');
        Assert.Equal(RuleStatus.Kept, Contracts.Outcome(Alike[..^1] + $", \"except\": [[\"{names[1]}\", \"{names[0]}\"]] }}", rows).Status);
    }

    [Fact]
    public void Rows_whose_values_do_not_go_together_are_found_and_nothing_else()
    {
        // m follows n but for rows 100, 200 and 300, whose values are usual one by one.
        var rows = Rows(400, (row, v) => [v[0], row is 100 or 200 or 300 ? (3.6 - (2 * double.Parse(v[0], CultureInfo.InvariantCulture))).ToString("0.##", CultureInfo.InvariantCulture) : v[0], v[2], "a", v[4]]);
        var far = Rows(400, (row, v) => row is 100 or 200 or 300 ? ["9", "-6", v[2], v[3], v[4]] : v);

        var outcome = Contracts.Outcome(Outliers, far);
        Assert.Equal([102, 202, 302], outcome.Examples.Select(e => e.Row));
        Assert.Equal((RuleStatus.Broken, 3, 400), (outcome.Status, outcome.Broken, outcome.Judged));
        Assert.StartsWith("3 of 400 rows (0.75%) lie where hardly others do, by n, m, c together; at most 0.5% may have a score above 0.7: row 102 (score ", Assert.Single(outcome.Findings).Message, StringComparison.Ordinal);
        Assert.Equal(RuleStatus.Kept, Contracts.Outcome(Outliers[..^1] + ", \"max\": 0.01 }", far).Status);
        Assert.Equal([102, 202, 302], Contracts.Outcome(Outliers[..^1] + ", \"max\": 0 }", rows).Examples.Select(e => e.Row));
        Assert.Equal(RuleStatus.NotJudged, Contracts.Outcome(Outliers, Rows(40)).Status);
    }

    [Fact]
    public void A_large_file_is_judged_by_rows_that_are_drawn()
    {
        var outcome = Contracts.Outcome(Outliers[..^1] + ", \"max\": 0 }", Rows(20_000, (row, v) => row % 1000 == 0 ? ["9", "-6", v[2], v[3], v[4]] : v));

        Assert.Equal((RuleStatus.Broken, 2048), (outcome.Status, outcome.Judged));
        Assert.Contains(" of 2048 rows, drawn by chance from 20000 (", Assert.Single(outcome.Findings).Message, StringComparison.Ordinal);
        Assert.All(outcome.Examples, e => Assert.Equal(0, (e.Row - 2) % 1000));
    }

    [Theory]
    [InlineData("""{ "kind": "predictive-power", "columns": ["n", "d"], "label": "d" }""", "has its label among the columns")]
    [InlineData("""{ "kind": "predictive-power", "column": "n", "columns": ["n"], "label": "d" }""", "has both 'column' and 'columns'")]
    [InlineData("""{ "kind": "predictive-power", "label": "d", "task": "regression" }""", "which cannot be a regression's")]
    [InlineData("""{ "kind": "association", "columns": ["n"] }""", "needs at least 2 columns")]
    [InlineData("""{ "kind": "association", "except": [["n"]] }""", "a pair has two columns")]
    [InlineData("""{ "kind": "outlier-rows", "score": 2 }""", "rules.r.score: 'score' of rule 'r' must be a number from 0 to 1.")]
    public void A_mistake_in_such_a_rule_is_named(string rule, string problem) =>
        Assert.Contains(problem, Assert.Throws<Data.Files.DataFileException>(() => Contracts.Of(rule)).Message, StringComparison.Ordinal);
}
