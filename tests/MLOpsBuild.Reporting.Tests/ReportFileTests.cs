using System.Text;
using System.Text.Json.Nodes;
using MLOpsBuild.Reporting.Html;
using MLOpsBuild.Reporting.Markdown;

namespace MLOpsBuild.Reporting.Tests;

public sealed class ReportFileTests
{
    [Fact]
    public void A_report_that_went_through_the_file_says_the_same()
    {
        foreach (var model in new[] { SampleReports.Full, SampleReports.Least, Hostiles.Model("@everyone <b>") })
        {
            var (read, pullRequest) = ReportFile.Read(Encoding.UTF8.GetBytes(ReportFile.Write(model, 7)));

            Assert.Equal(7, pullRequest);
            Assert.Equal(MarkdownReport.Write(model), MarkdownReport.Write(read));
            Assert.Equal(HtmlReport.Write(model), HtmlReport.Write(read));
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("null", "null")]
    [InlineData("""{ "version": 2, "pullRequest": null, "report": { "title": "t", "pipeline": "p", "verdict": "pass", "answer": "a" } }""", "version 2")]
    [InlineData("""{ "version": 1, "pullRequest": null, "report": { "title": "t", "pipeline": "p", "verdict": 7, "answer": "a" } }""", "'verdict' is a number")]
    [InlineData("""{ "version": 1, "pullRequest": null, "report": { "title": "t", "pipeline": "p", "verdict": "fine", "answer": "a" } }""", "")]
    [InlineData("""{ "version": 1, "pullRequest": null, "report": { "title": null, "pipeline": "p", "verdict": "pass", "answer": "a" } }""", "")]
    [InlineData("""{ "version": 1, "pullRequest": null, "report": { "title": "t", "pipeline": "p", "verdict": "pass", "answer": "a", "gates": [null] } }""", "'gates' has an element that is null")]
    [InlineData("""{ "version": 1, "pullRequest": null, "report": { "title": "t", "pipeline": "p", "verdict": "pass", "answer": "a", "script": "x" } }""", "script")]
    [InlineData("""{ "version": 1, "pullRequest": null, "report": { "title": "t", "title": "u", "pipeline": "p", "verdict": "pass", "answer": "a" } }""", "title")]
    [InlineData("""{ "version": 1, "pullRequest": null, "report": { "title": "t", "pipeline": "p", "verdict": "pass", "answer": "a", "model": "sha256:zz" } }""", "")]
    public void What_is_no_report_is_refused(string text, string complaint)
    {
        var problem = Assert.Throws<InvalidDataException>(() => ReportFile.Read(Encoding.UTF8.GetBytes(text)));

        Assert.StartsWith("The report cannot be read: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(complaint, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_boundless_size_or_depth_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => ReportFile.Read(new byte[ReportFile.MostBytes + 1]));
        Assert.Throws<InvalidDataException>(() => ReportFile.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", 10_000)))));
    }

    [Fact]
    public void Whatever_one_value_is_replaced_by_is_refused_or_can_be_shown()
    {
        var whole = JsonNode.Parse(ReportFile.Write(SampleReports.Full))!;
        string[] replacements = ["null", "\"\"", "-1", "1e308", "[]", "{}", "[null]", "\"NaN\"", "99999999999999999999"];
        foreach (var path in Paths(whole["report"]!).Where((_, i) => i % 29 == 0))
        {
            foreach (var replacement in replacements)
            {
                var spoiled = whole.DeepClone();
                Replace(spoiled["report"]!, path, JsonNode.Parse(replacement));
                try
                {
                    var (model, _) = ReportFile.Read(Encoding.UTF8.GetBytes(spoiled.ToJsonString()));
                    Assert.True(MarkdownReport.Write(model).Length <= MarkdownReport.Limit);
                }
                catch (InvalidDataException)
                {
                    // Refused, with words: that is one of the two ways.
                }
            }
        }
    }

    private static IEnumerable<IReadOnlyList<object>> Paths(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(m => Below(m.Key, m.Value)),
        JsonArray list => list.Select((item, i) => (item, i)).SelectMany(p => Below(p.i, p.item)),
        _ => [],
    };

    private static IEnumerable<IReadOnlyList<object>> Below(object step, JsonNode? node) =>
        [[step], .. (node is null ? [] : Paths(node)).Select(rest => (IReadOnlyList<object>)[step, .. rest])];

    private static void Replace(JsonNode node, IReadOnlyList<object> path, JsonNode? value)
    {
        foreach (var step in path.SkipLast(1)) node = step is int i ? node[i]! : node[(string)step]!;
        if (path[^1] is int last) node[last] = value;
        else node[(string)path[^1]] = value;
    }
}
