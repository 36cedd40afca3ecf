using MLOpsBuild.Reporting.Text;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Reporting.Tests;

public sealed class TextReportTests
{
    [Fact]
    public void Full_report_is_as_verified() => Snapshot.Matches(TextReport.Write(SampleReports.Full), "full-report", "txt");

    [Fact]
    public void Least_report_is_as_verified() => Snapshot.Matches(TextReport.Write(SampleReports.Least), "least-report", "txt");

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        var text = TextReport.Write(SampleReports.Full with { Reproduce = [], Acceptance = null }, width);

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, width));
    }

    [Fact]
    public void Hostile_text_brings_no_control_character_and_no_line_of_its_own()
    {
        var text = TextReport.Write(Hostiles.Model("\u001b[31mred\u0007\r\nGates: 99 pass \u202egnp"));

        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain('\u202e', text);
        Assert.DoesNotContain(text.Split('\n'), line => line.StartsWith("Gates: 99", StringComparison.Ordinal));
    }

    [Fact]
    public void Command_is_never_broken()
    {
        var command = "./mlops reproduce " + new string('a', 300);

        Assert.Contains(command + "\n", TextReport.Write(SampleReports.Least with { Reproduce = [command] }, 60), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_list_says_how_much_is_missing()
    {
        var text = TextReport.Write(SampleReports.Least with { Gates = [.. Enumerable.Range(0, 25).Select(i => new GateResult($"gate-{i}", Verdict.Pass, "fine", []))] });

        Assert.Contains("… and 5 more; the HTML report has all.", text, StringComparison.Ordinal);
    }
}
