using System.Text;
using MLOpsBuild.Pipelines.GateChanges;

namespace MLOpsBuild.Pipelines.Tests.GateChanges;

/// <summary>The contract of the data is a rule as any: what it no longer asks is told.</summary>
public sealed class SchemaChangesTests
{
    private const string Path = "pipelines/p/schema.json";

    private const string Schema = """
        {
          "version": 1, "time": "date", "block": "day",
          "columns": { "date": { "type": "time" }, "size": { "type": "integer", "description": "items" } },
          "rules": {
            "size.presence": { "kind": "presence", "column": "size", "mostly": 0.9 },
            "size.range": { "kind": "range", "column": "size", "min": 1, "max": 100 },
            "date.volume": { "kind": "volume", "below": 0.7, "severity": "warning" },
            "row.once": { "kind": "unique", "columns": ["date", "size"], "tolerance": 20 }
          }
        }
        """;

    [Theory]
    [InlineData("\"max\": 100", "\"max\": 1000", "rules / size.range / max", "100 → 1000")]
    [InlineData(", \"max\": 100", "", "rules / size.range / max", "100 → nothing")]
    [InlineData("\"min\": 1,", "\"min\": 0,", "rules / size.range / min", "1 → 0")]
    [InlineData("\"mostly\": 0.9", "\"mostly\": 0.8", "rules / size.presence / mostly", "0.9 → 0.8")]
    [InlineData("\"max\": 100", "\"max\": 100, \"mostly\": 0.99", "rules / size.range / mostly", "nothing → 0.99")]
    [InlineData("\"below\": 0.7", "\"below\": 0.5", "rules / date.volume / below", "0.7 → 0.5")]
    [InlineData("\"severity\": \"warning\"", "\"severity\": \"info\"", "rules / date.volume / severity", "warning → info")]
    [InlineData("\"max\": 100", "\"max\": 100, \"severity\": \"warning\"", "rules / size.range / severity", "nothing → warning")]
    [InlineData("\"tolerance\": 20", "\"tolerance\": 21", "rules / row.once / tolerance", "20 → 21")]
    [InlineData("[\"date\", \"size\"]", "[\"date\", \"size\", \"x\"]", "rules / row.once / columns", "not known")]
    [InlineData("[\"date\", \"size\"]", "[\"date\"]", "rules / row.once / columns", "not known")]
    [InlineData("\"kind\": \"range\"", "\"kind\": \"length\"", "rules / size.range / kind", "range → length")]
    [InlineData("\"size.presence\": { \"kind\": \"presence\", \"column\": \"size\", \"mostly\": 0.9 },", "", "rules / size.presence", "no longer asked")]
    [InlineData(", \"size\": { \"type\": \"integer\", \"description\": \"items\" }", "", "columns / size", "no longer asked")]
    [InlineData("\"type\": \"integer\"", "\"type\": \"text\"", "columns / size / type", "integer → text")]
    [InlineData("\"block\": \"day\"", "\"block\": \"month\"", "block", "day → month")]
    public void A_rule_of_the_data_that_asks_less_is_told_with_both_values(string part, string with, string place, string told)
    {
        var loosening = Assert.Single(Changes(part, with));

        Assert.Equal(place, loosening.Name);
        Assert.Contains(told, loosening.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"max\": 100", "\"max\": 99")]
    [InlineData(", \"mostly\": 0.9", "")]
    [InlineData(", \"tolerance\": 20", "")]
    [InlineData(", \"severity\": \"warning\"", "")]
    [InlineData("\"severity\": \"warning\"", "\"severity\": \"error\"")]
    [InlineData("\"items\"", "\"pieces\"")]
    [InlineData("\"rules\": {", "\"rules\": { \"size.new\": { \"kind\": \"presence\", \"column\": \"size\", \"mostly\": 0.1, \"severity\": \"info\" },")]
    [InlineData("\"columns\": {", "\"columns\": { \"shop\": { \"type\": \"text\" },")]
    public void What_asks_more_or_describes_is_no_loosening(string part, string with) => Assert.Empty(Changes(part, with));

    [Fact]
    public void Another_schema_for_a_dataset_is_told_and_new_partitions_are_not()
    {
        const string Before = """{ "version": 1, "datasets": { "orders": { "schema": "schemas/a.json", "partitions": [] }, "gone": { "schema": "schemas/b.json" } } }""";
        const string More = """{ "version": 1, "datasets": { "orders": { "schema": "schemas/a.json", "partitions": [{}] }, "new": { "schema": "c.json" } } }""";
        const string Other = """{ "version": 1, "datasets": { "orders": { "schema": "schemas/loose.json" }, "gone": { "schema": "schemas/b.json" } } }""";

        Assert.Equal(["schemas/a.json", "schemas/b.json"], RuleFile.SchemasOf(Utf8(Before)));
        Assert.Empty(RuleFile.SchemasOf(Utf8("{")));
        Assert.Empty(RuleChanges.Of([new RuleFile(RuleFile.DataLock, Utf8(Before), Utf8(More))]).Loosenings);
        var loosening = Assert.Single(RuleChanges.Of([new RuleFile(RuleFile.DataLock, Utf8(Before), Utf8(Other))]).Loosenings);
        Assert.Equal("datasets / orders / schema", loosening.Name);
        Assert.Contains("schemas/a.json → schemas/loose.json", loosening.Text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Loosening> Changes(string part, string with)
    {
        Assert.Contains(part, Schema, StringComparison.Ordinal);
        return RuleChanges.Of([new RuleFile(Path, Utf8(Schema), Utf8(Schema.Replace(part, with, StringComparison.Ordinal)))]).Loosenings;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
