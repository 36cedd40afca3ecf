using MLOpsBuild.Data.Validation;

namespace MLOpsBuild.Data.Tests.Validation;

/// <summary>Every kind of rule: rows that keep it, rows that break it, no values, no rows, and a tolerated share.</summary>
public sealed class ExpectationTests
{
    private static readonly (string Rule, string Kept, string Broken, RuleStatus NoValues, string? Tolerated)[] Cases =
    [
        ("""{ "kind": "absence", "column": "c" }""", "c,d ,x ,y", "c,d ,x a,y", RuleStatus.Kept, "c,d ,x ,x a,y ,x"),
        ("""{ "kind": "allowed", "column": "c", "values": ["a", "b"] }""", "c a b a", "c a x", RuleStatus.Kept, "c a b a x"),
        ("""{ "kind": "allowed", "column": "n", "values": [1.5, 2] }""", "n 1.5 2", "n 1.5 2.5", RuleStatus.Kept, "n 1.5 2 2 3"),
        ("""{ "kind": "allowed", "column": "i", "values": [9007199254740993] }""", "i 9007199254740993", "i 9007199254740992", RuleStatus.Kept, null),
        ("""{ "kind": "allowed", "column": "t", "values": ["2001-01-02"] }""", "t 2001-01-02", "t 2001-01-03", RuleStatus.Kept, null),
        ("""{ "kind": "association", "columns": ["n", "m"] }""", "n,m 1,1 2,3 3,0", "n,m 1,1 2,20 3,21", RuleStatus.NotJudged, null),
        ("""{ "kind": "class-balance", "column": "c", "min": 0.5 }""", "c a a b", "c a a a b", RuleStatus.NotJudged, null),
        ("""{ "kind": "column-count", "min": 6, "max": 6 }""", "c a", "", RuleStatus.Kept, null),
        ("""{ "kind": "columns", "names": ["t", "n", "m", "i", "c", "d"], "match": "order" }""", "c a", "", RuleStatus.Kept, null),
        ("""{ "kind": "columns", "names": ["d", "t", "n", "m", "i", "c"], "match": "order" }""", "", "c a", RuleStatus.Broken, null),
        ("""{ "kind": "columns", "names": ["t", "n"] }""", "", "c a", RuleStatus.Broken, null),
        ("""{ "kind": "columns", "names": ["t", "n"], "match": "contains" }""", "c a", "", RuleStatus.Kept, null),
        ("""{ "kind": "compare", "column": "n", "is": ">", "other": "m" }""", "n,m 2,1 3,2 ,9", "n,m 2,1 2,2", RuleStatus.Kept, "n,m 2,1 3,1 3,2 1,1"),
        ("""{ "kind": "compare", "column": "c", "is": "=", "other": "d" }""", "c,d a,a b,b", "c,d a,a b,B", RuleStatus.Kept, "c,d a,a a,a b,b c,d"),
        ("""{ "kind": "compare", "column": "i", "is": "<=", "other": "m" }""", "i,m 1,1.5 2,2", "i,m 2,1.5", RuleStatus.Kept, null),
        ("""{ "kind": "conflicting-labels", "columns": ["c", "i"], "label": "d" }""", "c,i,d a,1,x a,2,y a,1,x", "c,i,d a,1,x a,1,y", RuleStatus.Kept, null),
        ("""{ "kind": "correlation", "column": "n", "other": "m", "most": 0.9 }""", "n,m 1,1 2,3 3,0", "n,m 1,1 2,2 3,3.1", RuleStatus.NotJudged, null),
        ("""{ "kind": "distinct-values", "column": "c", "values": ["a", "b"] }""", "c a a", "c a x", RuleStatus.NotJudged, null),
        ("""{ "kind": "distinct-values", "column": "c", "values": ["a", "b"], "match": "contain" }""", "c a b x", "c a x", RuleStatus.Broken, null),
        ("""{ "kind": "distinct-values", "column": "i", "values": [1, 2], "match": "equal" }""", "i 2 1 2", "i 1 2 3", RuleStatus.Broken, null),
        ("""{ "kind": "divergence", "column": "c", "shares": { "a": 0.5, "b": 0.5 }, "max": 0.1 }""", "c a b", "c a a a b", RuleStatus.NotJudged, null),
        ("""{ "kind": "divergence", "column": "n", "edges": [0, 1, 2], "shares": [0.5, 0.5], "measure": "largest", "max": 0.2 }""", "n 0.5 2", "n 0.5 0.7 0.9 2", RuleStatus.NotJudged, null),
        ("""{ "kind": "forbidden", "column": "c", "values": ["x"] }""", "c a b", "c a x", RuleStatus.Kept, "c a b a x"),
        ("""{ "kind": "freshness", "maxDays": 2 }""", "t 2001-01-09", "t 2001-01-07", RuleStatus.NotJudged, null),
        ("""{ "kind": "json", "column": "c" }""", "c 1 [] {}", "c 1 [", RuleStatus.Kept, "c 1 2 3 ["),
        ("""{ "kind": "length", "column": "c", "min": 2, "max": 3 }""", "c ab abc", "c ab a", RuleStatus.Kept, "c ab ab ab a"),
        ("""{ "kind": "length-outliers", "column": "c" }""", "c abc abcd abc", "c " + Repeat("abc", 99) + Long, RuleStatus.NotJudged, null),
        ("""{ "kind": "like", "column": "c", "pattern": "a%_z" }""", "c abz axyz", "c az", RuleStatus.Kept, "c abz abz abz az"),
        ("""{ "kind": "mixed-nulls", "column": "c" }""", "c a NA b", "c a NA null", RuleStatus.Kept, null),
        ("""{ "kind": "mixed-types", "column": "c", "min": 0.01, "max": 0.3 }""", "c a b 1", "c a a a 1", RuleStatus.NotJudged, null),
        ("""{ "kind": "most-common", "column": "c", "values": ["a"] }""", "c a a b", "c a b b", RuleStatus.NotJudged, null),
        ("""{ "kind": "new-categories", "column": "c", "known": ["a"] }""", "c a a", "c a b", RuleStatus.NotJudged, "c a a a b"),
        ("""{ "kind": "not-like", "column": "c", "patterns": ["%x%", "%y"] }""", "c a ya", "c ax a", RuleStatus.Kept, "c a a a y"),
        ("""{ "kind": "not-pattern", "column": "c", "pattern": "[0-9]", "anywhere": true }""", "c a b", "c a b1", RuleStatus.Kept, "c a a a b1"),
        ("""{ "kind": "outlier-rows", "columns": ["n"] }""", "n" + Many(" 1 2 3 4"), "n" + Many(" 1 2 3 4") + " 99", RuleStatus.NotJudged, null),
        ("""{ "kind": "pair-allowed", "columns": ["c", "i"], "pairs": [["a", 1], ["b", 2]] }""", "c,i a,1 b,2 ,3", "c,i a,2", RuleStatus.Kept, "c,i a,1 a,1 a,1 a,2"),
        ("""{ "kind": "pattern", "column": "c", "pattern": "[A-Z]{3}" }""", "c ABC XYZ", "c ABC ABCD", RuleStatus.Kept, "c ABC ABC ABC x"),
        ("""{ "kind": "pattern", "column": "c", "patterns": ["a.*", ".*z"], "match": "all" }""", "c az abz", "c a", RuleStatus.Kept, "c az az az a"),
        ("""{ "kind": "predictive-power", "column": "c", "label": "d" }""", "c,d" + Many(" a,x a,y b,x b,y"), "c,d" + Many(" a,x b,y"), RuleStatus.NotJudged, null),
        ("""{ "kind": "presence", "column": "c" }""", "c,d a,x b,x", "c,d a,x ,x", RuleStatus.Broken, "c,d a,x ,x a,x b,x"),
        ("""{ "kind": "quantiles", "column": "n", "quantiles": [{ "at": 0.5, "min": 2, "max": 2.5 }, { "at": 1, "max": 4 }] }""", "n 1 2 3 4", "n 1 2 3 5", RuleStatus.NotJudged, null),
        ("""{ "kind": "range", "column": "n", "min": 0, "max": 2.5 }""", "n 0 2.5", "n -0.1 1", RuleStatus.Kept, "n 1 1 1 3"),
        ("""{ "kind": "range", "column": "i", "min": 0.5, "max": 2.5 }""", "i 1 2", "i 1 3", RuleStatus.Kept, "i 1 1 1 3"),
        ("""{ "kind": "range", "column": "i", "min": 1, "max": 3, "excludeMin": true, "excludeMax": true }""", "i 2", "i 2 3", RuleStatus.Kept, "i 2 2 2 3"),
        ("""{ "kind": "range", "column": "n", "max": 3, "excludeMax": true }""", "n 2.99", "n 3", RuleStatus.Kept, null),
        ("""{ "kind": "range", "column": "t", "min": "2001-01-02" }""", "t 2001-01-02", "t 2001-01-01T23:59", RuleStatus.Kept, null),
        ("""{ "kind": "row", "expression": "n > m and c = 'a'" }""", "n,m,c 2,1,a ,1,a", "n,m,c 2,1,a 2,1,b", RuleStatus.Kept, "n,m,c 2,1,a 2,1,a 2,1,a 0,1,a"),
        ("""{ "kind": "row-distinct", "columns": ["n", "m"] }""", "n,m 1,2 1,", "n,m 1,2 3,3", RuleStatus.Kept, "n,m 1,2 1,2 1,2 3,3"),
        ("""{ "kind": "rows", "min": 2, "max": 3 }""", "c a b", "c a", RuleStatus.Kept, null),
        ("""{ "kind": "sorted", "column": "n" }""", "n,c 1,x ,x 1,x 2,x", "n 1 2 1", RuleStatus.Kept, null),
        ("""{ "kind": "sorted", "column": "i", "order": "falling", "strictly": true }""", "i 3 2 1", "i 3 3", RuleStatus.Kept, null),
        ("""{ "kind": "special-characters", "column": "c", "mostly": 1 }""", "c a -1", "c a ?!", RuleStatus.Kept, null),
        ("""{ "kind": "statistic", "column": "n", "statistic": "mean", "min": 2, "max": 3 }""", "n 1 3", "n 1 2", RuleStatus.NotJudged, null),
        ("""{ "kind": "statistic", "column": "n", "statistic": "median", "min": 2, "max": 2 }""", "n 1 3", "n 1 2", RuleStatus.NotJudged, null),
        ("""{ "kind": "statistic", "column": "n", "statistic": "min", "min": 1 }""", "n 1 3", "n 0 2", RuleStatus.NotJudged, null),
        ("""{ "kind": "statistic", "column": "i", "statistic": "max", "max": 3 }""", "i 1 3", "i 4 2", RuleStatus.NotJudged, null),
        ("""{ "kind": "statistic", "column": "n", "statistic": "deviation", "max": 1 }""", "n 1 2 3", "n 1 3 5", RuleStatus.NotJudged, null),
        ("""{ "kind": "statistic", "column": "n", "statistic": "sum", "max": 4 }""", "n 1 3", "n 1 4", RuleStatus.NotJudged, null),
        ("""{ "kind": "statistic", "column": "c", "statistic": "distinct", "min": 2, "max": 2 }""", "c a b a", "c a a", RuleStatus.Broken, null),
        ("""{ "kind": "statistic", "column": "i", "statistic": "distinct-share", "min": 0.6 }""", "i 1 2 1", "i 1 1", RuleStatus.NotJudged, null),
        ("""{ "kind": "statistic", "column": "c", "statistic": "missing", "max": 0.5 }""", "c,d a,x ,x", "c,d a,x ,x ,x", RuleStatus.Broken, null),
        ("""{ "kind": "sum", "columns": ["n", "m", "i"], "equals": 1, "tolerance": 0.01 }""", "n,m,i 0.5,-0.5,1 1,,1", "n,m,i 1,1,1", RuleStatus.Kept, "n,m,i 1,0,0 1,0,0 1,0,0 1,1,0"),
        ("""{ "kind": "time-format", "column": "c", "format": "%d.%m.%Y" }""", "c 31.01.2001", "c 31.02.2001", RuleStatus.Kept, "c 31.01.2001 31.01.2001 31.01.2001 1.1.01"),
        ("""{ "kind": "time-like", "column": "c" }""", "c 2001-01-31 31_Jan_2001", "c 2001-01-32", RuleStatus.Kept, "c 2001-01-01 2001-01-01 2001-01-01 x"),
        ("""{ "kind": "type", "column": "c", "types": ["integer", "boolean"] }""", "c 1 true", "c 1 1.5", RuleStatus.Kept, "c 1 1 1 x"),
        ("""{ "kind": "type", "column": "n", "type": "integer" }""", "n 1 2", "n 1 1.5", RuleStatus.Kept, "n 1 2 3 1.5"),
        ("""{ "kind": "unique", "columns": ["i"], "ignoreMissing": true }""", "i,c 1,x 2,x ,x ,x", "i 1 2 1", RuleStatus.Kept, "i 1 2 3 1"),
        ("""{ "kind": "unique", "columns": ["c", "i"] }""", "c,i a,1 a,2 b,1", "c,i a,1 b,1 a,1", RuleStatus.Broken, "c,i a,1 b,1 a,1 c,1"),
        ("""{ "kind": "variants", "column": "c" }""", "c New_York Boston", "c New_York new-york", RuleStatus.NotJudged, "c ab ab ab AB"),
        ("""{ "kind": "varies", "column": "c" }""", "c a b", "c a a", RuleStatus.Broken, null),
        ("""{ "kind": "volume", "below": 0.5, "leastDays": 1 }""", "t 2001-01-01 2001-01-02", "t 2001-01-01 2001-01-01 2001-01-01 2001-01-02", RuleStatus.NotJudged, null),
        ("""{ "kind": "z-score", "column": "n", "max": 1.5 }""", "n 1 2 3", "n 0 0 0 0 0 0 9", RuleStatus.NotJudged, "n 0 0 0 0 0 0 9"),
    ];

    private const string Long = "abcdefghijklmnopqrstuvwxyz";

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    private static ValidationOptions Options { get; } = new() { AsOf = new DateTime(2001, 1, 10) };

    private static string Many(string rows) => string.Concat(Enumerable.Repeat(rows, 20));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_kind_of_rule_is_kept_broken_and_silent_where_it_should_be(int number)
    {
        var (rule, kept, broken, noValues, _) = Cases[number];

        if (kept.Length > 0) Assert.Equal((rule, RuleStatus.Kept), (rule, Contracts.Outcome(rule, kept, Options).Status));
        if (broken.Length > 0) Assert.Equal((rule, RuleStatus.Broken), (rule, Contracts.Outcome(rule, broken, Options).Status));
        Assert.Equal((rule, noValues), (rule, Contracts.Outcome(rule, "c , ,", Options).Status));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void No_rows_keep_break_or_leave_a_rule_but_never_pass(int number)
    {
        var report = Contracts.Judge(Cases[number].Rule, "c", Options);

        Assert.NotEqual(Verdicts.Verdict.Pass, report.Result.Verdict);
        if (report.Outcomes[0].Status == RuleStatus.NotJudged) Assert.Empty(report.Outcomes[0].Findings);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_share_is_tolerated_to_the_last_row(int number)
    {
        var (rule, _, _, _, tolerated) = Cases[number];
        if (tolerated is null) return;
        var rows = tolerated.Split(' ').Length - 1;
        var exact = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rule[..^1]}, \"mostly\": {(rows - 1.0) / rows:R} }}");
        var above = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rule[..^1]}, \"mostly\": {(rows - 0.9) / rows:R} }}");

        Assert.Equal((rule, RuleStatus.Kept), (rule, Contracts.Outcome(exact, tolerated).Status));
        Assert.Equal((rule, RuleStatus.Broken), (rule, Contracts.Outcome(above, tolerated).Status));
        Assert.Equal(1, Contracts.Outcome(exact, tolerated).Broken);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_broken_rule_says_what_to_do(int number)
    {
        if (Cases[number].Broken.Length == 0) return;
        var outcome = Contracts.Outcome(Cases[number].Rule, Cases[number].Broken, Options);

        Assert.NotEmpty(outcome.Advice);
        Assert.All(outcome.Findings, f => Assert.EndsWith(".", f.Message, StringComparison.Ordinal));
        if (outcome.Broken is { } broken) Assert.InRange(outcome.Examples.Count, 0, Math.Min(broken, 20));
    }

    [Fact]
    public void Every_kind_has_a_case() => Assert.Empty(RuleKinds.Names.Except(Cases.Select(c => Contracts.Of(c.Rule).Rules[0].Header.Kind)).Except(["partition-volume"]));

    [Fact]
    public void A_partition_is_compared_with_the_last_ones()
    {
        const string rule = """{ "kind": "partition-volume", "below": 0.5, "above": 2, "partitions": 3 }""";
        var past = Contracts.Judge(rule, "c a b c d");

        Assert.Equal(RuleStatus.NotJudged, past.Outcomes[0].Status);
        Assert.Equal(RuleStatus.Kept, Contracts.Outcome(rule, "c a b", null, past.Profile, past.Profile).Status);
        Assert.Equal("There are 1 rows, below 50% of 4, the median of the 2 partitions before.", Assert.Single(Contracts.Outcome(rule, "c a", null, past.Profile, past.Profile).Findings).Message);
        Assert.Equal(RuleStatus.Broken, Contracts.Outcome(rule, "c a b c d e f g h i", null, past.Profile).Status);
        Assert.Equal(RuleStatus.Broken, Contracts.Outcome(rule, "c", null, past.Profile).Status);
    }

    [Fact]
    public void A_rule_of_another_environment_is_left_out()
    {
        const string rule = """{ "kind": "presence", "column": "c", "environment": "training" }""";

        Assert.Single(Contracts.Judge(rule, "d x").Outcomes);
        Assert.Empty(Contracts.Judge(rule, "d x", new ValidationOptions { Environment = DataEnvironment.Serving }).Outcomes);
    }

    [Fact]
    public void A_column_of_another_environment_may_be_absent_and_is_not_judged()
    {
        var schema = DatasetSchema.Parse("""{ "version": 1, "columns": { "x": { "type": "number" }, "label": { "type": "number", "environment": "training" } }, "rules": { "l": { "kind": "presence", "column": "label" }, "x": { "kind": "presence", "column": "x" } } }"""u8);
        var serving = Validator.Read(schema, "x\n1\n"u8, "f", [], new ValidationOptions { Environment = DataEnvironment.Serving }).Report;
        var training = Validator.Read(schema, "x\n1\n"u8, "f", []).Report;

        Assert.Equal((Verdicts.Verdict.Pass, 1), (serving.Result.Verdict, serving.Outcomes.Count));
        Assert.Equal("The column 'label' (Number) is missing; the header has x.", Assert.Single(training.Result.Findings).Message);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text + " ", count));
}
