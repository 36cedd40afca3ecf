using MLOpsBuild.GitHub.Api;
using MLOpsBuild.GitHub.Checks;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.GitHub.Tests.Checks;

public sealed class GateCheckTests
{
    [Theory]
    [InlineData(Verdict.Pass, CheckConclusion.Success)]
    [InlineData(Verdict.Hold, CheckConclusion.ActionRequired)]
    [InlineData(Verdict.Fail, CheckConclusion.Failure)]
    [InlineData(Verdict.Error, CheckConclusion.Failure)]
    public void Only_a_pass_is_a_success(Verdict verdict, CheckConclusion conclusion) =>
        Assert.Equal(conclusion, GateCheck.Of("delay", new GateResult("slices", verdict, "s", [])).Conclusion);

    [Fact]
    public void Findings_are_listed_and_shown_at_their_lines()
    {
        var check = GateCheck.Of("delay", GateResult.From("schema", "2 of 9 columns differ.",
        [
            new Finding(Severity.Error, "type", "distance is text", "pipelines/delay/schema.json:3:7"),
            new Finding(Severity.Warning, "range", "hour is 24", "hour"),
        ]));

        Assert.Equal(("delay / schema", "fail: 2 of 9 columns differ."), (check.Name, check.Title));
        Assert.Equal("2 of 9 columns differ.\n\n- **error** `type` distance is text `pipelines/delay/schema.json:3:7`\n- **warning** `range` hour is 24 `hour`\n", check.Summary);
        Assert.Equal([new CheckAnnotation("pipelines/delay/schema.json", 3, 3, AnnotationLevel.Failure, "distance is text", "type", 7, 7)], check.Annotations);
    }

    [Fact]
    public void Text_from_data_mentions_nobody_and_makes_no_markup()
    {
        const string Hostile = "@acme/owners ![x](https://evil.example/x.png) <img src=x> [a](http://evil.example) #1 <!-- mlopsbuild:report:delay -->\n# title\n- item";

        var check = GateCheck.Of("delay", GateResult.From("g", Hostile, [new Finding(Severity.Error, Hostile, Hostile, Hostile)]));

        var outsideCode = System.Text.RegularExpressions.Regex.Replace(check.Summary, "`[^`]*`", "");
        Assert.DoesNotContain("@acme", outsideCode, StringComparison.Ordinal);
        Assert.DoesNotContain("://", outsideCode, StringComparison.Ordinal);
        Assert.DoesNotContain("<", outsideCode, StringComparison.Ordinal);
        Assert.DoesNotContain("](", outsideCode.Replace("\\](", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("#1", outsideCode, StringComparison.Ordinal);
        Assert.Equal(3, check.Summary.TrimEnd('\n').Split('\n').Length); // its lines start nothing of their own
    }

    [Fact]
    public void Many_findings_stay_within_what_GitHub_takes()
    {
        var finding = new Finding(Severity.Error, "rule", new string('@', 100) + string.Concat(Enumerable.Repeat("@a", 100)), "a/b.json:1");

        var check = GateCheck.Of("delay", GateResult.From("g", "many", Enumerable.Repeat(finding, 3000).ToArray()));

        Assert.InRange(check.Summary.Length, 30_000, CheckRuns.MostCharacters);
        Assert.Equal(500, check.Annotations.Count);
        Assert.Contains("3000 findings have a place in a file; the first 500 are shown there.", check.Summary, StringComparison.Ordinal);
        Assert.Matches("… and [0-9]+ more\\.\n$", check.Summary);
    }

    [Fact]
    public void Its_name_for_itself_follows_from_what_it_says()
    {
        var one = GateCheck.Of("delay", GateResult.From("g", "s", [new Finding(Severity.Error, "r", "m", "a.json:1")]));
        var same = GateCheck.Of("delay", GateResult.From("g", "s", [new Finding(Severity.Error, "r", "m", "a.json:1")]));
        var other = GateCheck.Of("delay", GateResult.From("g", "s", [new Finding(Severity.Error, "r", "m", "a.json:2")]));

        Assert.Equal(one.ExternalId, same.ExternalId);
        Assert.NotEqual(one.ExternalId, other.ExternalId);
    }
}
