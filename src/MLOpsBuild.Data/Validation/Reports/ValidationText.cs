using System.Text;

namespace MLOpsBuild.Data.Validation.Reports;

/// <summary>A report for a person to read in a terminal.</summary>
public static class ValidationText
{
    /// <summary>The summary, every finding with its place, and what to do about each broken rule.</summary>
    /// <returns>Lines that end with LF; control characters of the data are shown as spaces.</returns>
    public static string Write(ValidationReport report)
    {
        var text = new StringBuilder();
        Line(text, $"{report.Result.Verdict.ToString().ToUpperInvariant()}  {report.Result.Summary}");
        foreach (var finding in report.Result.Findings)
        {
            Line(text, $"  {finding.Severity.ToString().ToLowerInvariant(),-8}{finding.Rule}: {finding.Message}");
            if (finding.Place is not null) Line(text, $"          at {finding.Place}");
        }

        foreach (var outcome in report.Outcomes.Where(o => o.Advice.Length > 0)) Line(text, $"  {outcome.Rule.Name}: {outcome.Advice}");
        return text.ToString();
    }

    // A text of the data must not move the cursor or colour a terminal.
    private static void Line(StringBuilder text, string line)
    {
        foreach (var c in line) text.Append(char.IsControl(c) ? ' ' : c);
        text.Append('\n');
    }
}
