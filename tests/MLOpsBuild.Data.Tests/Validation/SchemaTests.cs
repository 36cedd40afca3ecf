using System.Text;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Validation;

namespace MLOpsBuild.Data.Tests.Validation;

public sealed class SchemaTests
{
    private static DatasetSchema Parse(string json) => DatasetSchema.Parse(Encoding.UTF8.GetBytes(json));

    private static string Problem(string rule) => string.Join('\n', Assert.Throws<DataFileException>(() => Parse(
        $$"""
        {
          "version": 1,
          "columns": { "n": { "type": "number" }, "t": { "type": "text" } },
          "rules": {
            "r": {{rule}}
          }
        }
        """)).Problems);

    [Theory]
    [InlineData("{ \"kind\": \"rang\", \"column\": \"n\", \"min\": 1 }", "schema.json:5: rules.r.kind: 'rang' is no kind of rule; did you mean 'range'? Known: absence, allowed, association, class-balance, column-count, columns, compare, conflicting-labels, correlation, distinct-values, divergence, forbidden, freshness, json, length, length-outliers, like, mixed-nulls, mixed-types, most-common, new-categories, not-like, not-pattern, outlier-rows, pair-allowed, partition-volume, pattern, predictive-power, presence, quantiles, range, row, row-distinct, rows, sorted, special-characters, statistic, sum, time-format, time-like, type, unique, variants, varies, volume, z-score.")]
    [InlineData("{ \"kind\": \"range\", \"column\": \"n\", \"minn\": 1, \"max\": 2 }", "schema.json:5: rules.r.minn: unknown key 'minn' in rule 'r'; did you mean 'min'? Known: kind, severity, environment, description, column, min, max, excludeMin, excludeMax, mostly.")]
    [InlineData("{ \"kind\": \"range\", \"column\": \"m\", \"min\": 1 }", "schema.json:5: rules.r.column: rule 'r': there is no column 'm'; did you mean 'n'? Known: n, t.")]
    [InlineData("{ \"kind\": \"range\", \"column\": \"t\", \"min\": 1 }", "schema.json:5: rules.r.column: rule 'r': column 't' is of type text; this kind of rule is for number, integer, time.")]
    [InlineData("{ \"kind\": \"range\", \"column\": \"n\" }", "schema.json:5: rules.r: rule 'r' needs 'min' or 'max'.")]
    [InlineData("{ \"kind\": \"range\", \"column\": \"n\", \"min\": 2, \"max\": 1 }", "schema.json:5: rules.r: rule 'r' has a 'min' above its 'max'.")]
    [InlineData("{ \"kind\": \"presence\", \"column\": \"n\", \"mostly\": 1.5 }", "schema.json:5: rules.r.mostly: 'mostly' of rule 'r' must be a number from 0 to 1.")]
    [InlineData("{ \"kind\": \"presence\", \"column\": \"n\", \"severity\": \"warn\" }", "schema.json:5: rules.r.severity: 'warn' is no severity; did you mean 'warning'? Known: error, warning, info.")]
    [InlineData("{ \"kind\": \"volume\", \"below\": 0.7 }", "schema.json:5: rules.r: rule 'r' needs the schema's key 'time'.")]
    [InlineData("{ \"column\": \"n\" }", "schema.json:5: rules.r: rule 'r' needs the key 'kind'.")]
    [InlineData("[]", "schema.json:5: rules.r: rule 'r' must be an object.")]
    [InlineData("{ \"kind\": \"unique\", \"columns\": [\"n\", \"tt\"] }", "schema.json:5: rules.r.columns[1]: rule 'r': there is no column 'tt'; did you mean 't'? Known: n, t.")]
    public void A_mistake_in_a_rule_is_named_with_what_is_known(string rule, string problem) => Assert.Equal(problem, Problem(rule));

    [Fact]
    public void A_pattern_that_could_stall_is_refused() =>
        Assert.StartsWith("schema.json:5: rules.r: rule 'r' has a pattern that cannot be used:", Problem("{ \"kind\": \"pattern\", \"column\": \"t\", \"pattern\": \"(a)\\\\1\" }"), StringComparison.Ordinal);

    [Fact]
    public void All_mistakes_are_named_in_one_pass()
    {
        var thrown = Assert.Throws<DataFileException>(() => Parse("""{ "version": 3, "time": "t", "block": "week", "columns": { "t": { "type": "txt" } }, "rulez": {} }"""));

        Assert.Equal(5, thrown.Problems.Count);
        Assert.Contains("did you mean 'rules'?", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("'txt' is no type; did you mean 'text'?", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("'week' is no block; Known: day.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_are_listed_by_name()
    {
        var schema = Parse("""{ "version": 1, "columns": { "n": { "type": "number" } }, "rules": { "b": { "kind": "sorted", "column": "n" }, "a": { "kind": "rows", "min": 1 } } }""");

        Assert.Equal(["a rows", "b sorted"], schema.Rules.Select(r => $"{r.Header.Name} {r.Header.Kind}"));
    }

    [Fact]
    public void A_column_that_is_declared_twice_is_a_problem_of_the_schema_even_when_an_expression_names_it()
    {
        var json = """{ "version": 1, "columns": { "n": { "type": "number" }, "n": { "type": "text" } }, "rules": { "r": { "kind": "row", "expression": "n > 1" } } }""";

        var refused = Assert.Throws<DataFileException>(() => DatasetSchema.Parse(System.Text.Encoding.UTF8.GetBytes(json)));

        Assert.Contains("the key 'n' occurs twice", refused.Message, StringComparison.Ordinal);
    }
}
