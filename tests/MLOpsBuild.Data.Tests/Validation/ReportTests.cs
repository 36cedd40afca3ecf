using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Data.Validation.Reports;

namespace MLOpsBuild.Data.Tests.Validation;

public sealed class ReportTests
{
    private const string Rules =
        """
        {
          "version": 1,
          "columns": { "n": { "type": "number" }, "c": { "type": "text" } },
          "rules": {
            "a <&\" rule": { "kind": "allowed", "column": "c", "values": ["x"], "description": "only x" },
            "later": { "kind": "new-categories", "column": "c" },
            "n.range": { "kind": "range", "column": "n", "max": 1, "severity": "warning" },
            "rows": { "kind": "rows", "min": 1 }
          }
        }
        """;

    private static ValidationReport Report(string csv) => Validator.Read(DatasetSchema.Parse(Encoding.UTF8.GetBytes(Rules)), Encoding.UTF8.GetBytes(csv), "f.csv", []).Report;

    [Fact]
    public void JUnit_tells_failed_skipped_and_passed_rules_apart()
    {
        var suite = XDocument.Parse(ValidationJUnit.Write(Report("n,c\n1,x\n2,<y>\n"))).Root!.Element("testsuite")!;

        Assert.Equal(("5", "1", "0", "1"), ((string?)suite.Attribute("tests"), (string?)suite.Attribute("failures"), (string?)suite.Attribute("errors"), (string?)suite.Attribute("skipped")));
        Assert.Equal(["schema", "a <&\" rule", "later", "n.range", "rows"], suite.Elements().Select(e => (string?)e.Attribute("name")));
        Assert.StartsWith("1 of 2 values of 'c' (50%) are none of x: row 3 (<y>).", (string?)suite.Descendants("failure").Single().Attribute("message"), StringComparison.Ordinal);
        Assert.Contains("f.csv:3:n: 1 of 2 values", suite.Descendants("system-out").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_file_itself_has_wrong_is_a_test_case_of_its_own()
    {
        var suite = XDocument.Parse(ValidationJUnit.Write(Report("n,c\n1,x\neins,x\n"))).Root!.Element("testsuite")!;

        Assert.Equal("schema", (string?)suite.Descendants("failure").Single().Parent!.Attribute("name"));
    }

    [Fact]
    public void Whatever_the_data_holds_can_be_written()
    {
        var report = Report("n,c\n1,\"\u001b[31m\u0000]]>\uFFFE'\n&\"\n");

        Assert.NotNull(XDocument.Parse(ValidationJUnit.Write(report)).Root);
        Assert.Equal("fail", JsonDocument.Parse(ValidationJson.Write(report)).RootElement.GetProperty("verdict").GetString());
        Assert.DoesNotContain(ValidationText.Write(report), c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public void Json_has_every_rule_with_its_counts_and_examples()
    {
        var root = JsonDocument.Parse(ValidationJson.Write(Report("n,c\n1,x\n2,y\n"))).RootElement;

        Assert.Equal(2, root.GetProperty("rows").GetInt64());
        Assert.Equal(["broken", "not-judged", "broken", "kept"], root.GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("status").GetString()));
        var rule = root.GetProperty("rules")[0];
        Assert.Equal((2L, 1L, 0.5, 3L, "y"), (rule.GetProperty("judged").GetInt64(), rule.GetProperty("broken").GetInt64(), rule.GetProperty("share").GetDouble(), rule.GetProperty("examples")[0].GetProperty("row").GetInt64(), rule.GetProperty("examples")[0].GetProperty("value").GetString()));
    }

    [Fact]
    public void Text_names_the_verdict_the_places_and_what_to_do() => Assert.Equal(
        """
        FAIL  f.csv: 2 rows, 4 rules: 1 error, 1 warning.
          error   a <&" rule: 1 of 2 values of 'c' (50%) are none of x: row 3 (y). (only x)
                  at f.csv:3:c
          warning n.range: 1 of 2 values of 'n' (50%) are above 1: row 3 (2).
                  at f.csv:3:n
          info    later: There is no earlier partition that would tell which values of 'c' are known.
          a <&" rule: Correct the spelling at the source, or add the value to rule 'a <&" rule' when it is meant.
          n.range: Look at these rows at their source; widen the bounds of rule 'n.range' when such values are right.

        """,
        ValidationText.Write(Report("n,c\n1,x\n2,y\n")));
}
