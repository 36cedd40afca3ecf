using System.Text;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Tables.Csv;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests.Validation;

public sealed class RuleTests
{
    private static GateResult Judge(string rule, string csv, params Profile[] history)
    {
        var schema = DatasetSchema.Parse(Encoding.UTF8.GetBytes(
            $$"""{ "version": 1, "time": "t", "columns": { "t": { "type": "time" }, "n": { "type": "number" }, "c": { "type": "text" } }, "rules": { "r": {{rule}} } }"""));
        return Validator.Read(schema, Encoding.UTF8.GetBytes("t,n,c\n" + csv), "f", history).Result;
    }

    [Theory]
    [InlineData("{ \"kind\": \"presence\", \"column\": \"c\" }", ",1,a\n,2,\n", "f:3:c", "1 of 2 values of 'c' (50%) are missing: row 3 (missing).")]
    [InlineData("{ \"kind\": \"range\", \"column\": \"n\", \"min\": 0, \"max\": 2.5 }", ",-1,\n,2.5,\n,,\n,3,\n", "f:2:n", "2 of 3 values of 'n' (66.6667%) are outside 0 to 2.5: row 2 (-1), row 5 (3).")]
    [InlineData("{ \"kind\": \"range\", \"column\": \"t\", \"min\": \"2001-01-01T00:00\" }", "2000-12-31 23:59,,\n2001-01-01 00:00,,\n", "f:2:t", "1 of 2 values of 't' (50%) are below 2001-01-01T00:00: row 2 (2000-12-31T23:59).")]
    [InlineData("{ \"kind\": \"allowed\", \"column\": \"c\", \"values\": [\"a\", \"b\"] }", ",,a\n,,B\n,,B\n", "f:3:c", "2 of 3 values of 'c' (66.6667%) are none of a, b: row 3 (B), row 4 (B).")]
    [InlineData("{ \"kind\": \"pattern\", \"column\": \"c\", \"pattern\": \"[A-Z]{3}\" }", ",,ABC\n,,ABCD\n,,abc\n", "f:3:c", "2 of 3 values of 'c' (66.6667%) do not match [A-Z]{3}: row 3 (ABCD), row 4 (abc).")]
    [InlineData("{ \"kind\": \"length\", \"column\": \"c\", \"min\": 2, \"max\": 3 }", ",,ab\n,,abcd\n", "f:3:c", "1 of 2 values of 'c' (50%) are not 2 to 3 long: row 3 (abcd).")]
    [InlineData("{ \"kind\": \"sorted\", \"column\": \"n\" }", ",1,\n,1,\n,,\n,0,\n,5,\n", "f:5:n", "'n' falls 1 times, first at row 5: 0 comes after 1.")]
    [InlineData("{ \"kind\": \"rows\", \"min\": 3 }", ",1,\n,1,\n", "f", "There are 2 rows; allowed are at least 3.")]
    [InlineData("{ \"kind\": \"unique\", \"columns\": [\"n\", \"c\"] }", ",1,a\n,1,\n,1,a\n,1,\n", "f:4:n", "2 of 4 rows (50%) repeat the values of n, c; allowed are 0: row 4 repeats row 2, row 5 repeats row 3.")]
    [InlineData("{ \"kind\": \"statistic\", \"column\": \"n\", \"statistic\": \"mean\", \"max\": 1.5 }", ",1,\n,3,\n", "f:1:n", "The mean of 'n' is 2; allowed is at most 1.5.")]
    [InlineData("{ \"kind\": \"new-categories\", \"column\": \"c\", \"known\": [\"a\"] }", ",,a\n,,b\n,,c\n,,b\n", "f:3:c", "3 of 4 values of 'c' (75%) are new: b (2, first in row 3), c (1, first in row 4).")]
    public void A_broken_rule_says_how_often_where_and_what(string rule, string csv, string place, string message)
    {
        var result = Judge(rule, csv);

        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.Equal(new Finding(Severity.Error, "r", message, place), Assert.Single(result.Findings));
    }

    [Fact]
    public void A_share_of_bad_values_is_tolerated_to_the_last_value()
    {
        const string rule = "{ \"kind\": \"range\", \"column\": \"n\", \"max\": 1, \"mostly\": 0.75 }";

        Assert.Equal(Verdict.Pass, Judge(rule, ",1,\n,1,\n,1,\n,9,\n,,\n").Verdict);
        Assert.Contains("; at most 25% may: row 4 (9), row 5 (9).", Assert.Single(Judge(rule, ",1,\n,1,\n,9,\n,9,\n").Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_without_rows_counts_as_zero_and_the_history_reaches_into_the_past()
    {
        const string rule = "{ \"kind\": \"volume\", \"below\": 0.5, \"days\": 3, \"leastDays\": 2, \"severity\": \"warning\" }";
        static string Day(int day, int count) => string.Concat(Enumerable.Repeat($"2001-01-{day:00} 10:00,,\n", count));

        var first = Judge(rule, Day(1, 10) + Day(2, 10) + Day(4, 10));
        Assert.Equal("2001-01-03 has 0 rows, below 50% of 10, the median of the 2 days before.", Assert.Single(first.Findings).Message);
        Assert.Equal(Verdict.Pass, first.Verdict);

        var history = Profile.Of(CsvReader.Read(Encoding.UTF8.GetBytes("t,n,c\n" + Day(1, 10) + Day(2, 10))).Table, "t");
        Assert.Empty(Judge(rule, Day(3, 4)).Findings);
        Assert.StartsWith("2001-01-03 has 4 rows", Assert.Single(Judge(rule, Day(3, 4), history).Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_the_wrong_type_fail_with_their_place()
    {
        var result = Judge("{ \"kind\": \"presence\", \"column\": \"c\" }", ",eins,a\n");

        Assert.Equal(("schema.values", "f:2:n"), (result.Findings[0].Rule, result.Findings[0].Place));
        Assert.Equal("f, row 2, column 'n': found 'eins', expected a number.", result.Findings[0].Message);
        Assert.Equal(Verdict.Fail, result.Verdict);
    }

    [Fact]
    public void Columns_that_are_missing_or_not_declared_fail()
    {
        var schema = DatasetSchema.Parse("""{ "version": 1, "columns": { "a": { "type": "number" } }, "rules": { "r": { "kind": "presence", "column": "a" } } }"""u8);
        var result = Validator.Read(schema, "b\n1\n"u8, "f", []).Result;

        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.Contains(result.Findings, f => f is { Rule: "schema.columns", Place: "f:1:b" });
        Assert.Contains(result.Findings, f => f.Place == "f:1:a");
    }

    [Fact]
    public void No_rows_hold() => Assert.Equal(Verdict.Hold, Judge("{ \"kind\": \"presence\", \"column\": \"c\" }", "").Verdict);

    [Fact]
    public void A_wrong_year_in_one_row_does_not_walk_through_millennia()
    {
        var result = Judge("{ \"kind\": \"volume\", \"below\": 0.5, \"leastDays\": 1 }", "0002-01-01 10:00,,\n9999-12-31 10:00,,\n");

        Assert.Equal(Verdict.Pass, result.Verdict);
    }

    [Fact]
    public void A_long_gap_is_told_in_a_few_findings_and_its_end_is_not_too_much()
    {
        static string Days(int from, int days) => string.Concat(Enumerable.Range(from, days).Select(d => $"{new DateTime(2001, 1, 1).AddDays(d):yyyy-MM-dd} 10:00,,\n"));
        var findings = Judge("{ \"kind\": \"volume\", \"below\": 0.5, \"days\": 100 }", Days(0, 60) + Days(100, 10)).Findings;

        Assert.Equal(21, findings.Count);
        Assert.Equal("20 further days are not listed.", findings[20].Message);
        Assert.Equal(8, Judge("{ \"kind\": \"volume\", \"below\": 0.5, \"days\": 14 }", Days(0, 60) + Days(100, 10)).Findings.Count);
    }
}
