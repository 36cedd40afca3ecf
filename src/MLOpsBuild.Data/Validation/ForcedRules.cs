using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>What somebody added in spite of broken rules is told again with every validation, and refused no more for those rules. Any other rule judges as before.</summary>
internal static class ForcedRules
{
    /// <summary>The name under which validation says that a partition was forced.</summary>
    public const string Name = "schema.forced";

    public static ValidationReport Weaken(ValidationReport report, IReadOnlyList<string> forced)
    {
        if (forced.Count == 0) return report;
        var known = forced.ToHashSet(StringComparer.Ordinal);
        var told = new Finding(Severity.Warning, Name, $"Added in spite of {string.Join(", ", forced)}, which only warn here. Replace the partition by a file that keeps its contract.", report.File);
        Finding[] findings =
        [
            .. report.Result.Findings
                .Select(f => f.Severity == Severity.Error && known.Contains(f.Rule) ? f with { Severity = Severity.Warning } : f)
                .Append(told)
                .OrderByDescending(f => f.Severity),
        ];
        var errors = findings.Count(f => f.Severity == Severity.Error);
        var warnings = findings.Count(f => f.Severity == Severity.Warning);
        var summary = $"{report.File}: {report.Profile.Rows} rows, {report.Outcomes.Count} rules: {errors} errors, {warnings} warnings, added by force.";
        var result = report.Result.Verdict == Verdict.Hold
            ? report.Result with { Findings = findings }
            : GateResult.From(report.Result.Gate, summary, findings);
        return report with { Result = result };
    }
}
