using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Drifts;

/// <summary>One statistic of one column.</summary>
/// <param name="Name"><c>ks</c>, <c>psi</c> or <c>tvd</c>.</param>
/// <param name="Value">The distance of the current sample from the reference; null when one has no value.</param>
/// <param name="Critical">What two halves of the reference, split by days, stay under with the asked confidence; null when there are too few days.</param>
/// <param name="Limit">The greater of the critical value and the smallest effect that matters.</param>
public sealed record DriftStatistic(string Name, double? Value, double? Critical, double Limit)
{
    /// <summary>True when the value is above its limit and the critical value is known.</summary>
    public bool Exceeds => Critical is not null && Value > Limit;
}

/// <summary>What became of one column.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Statistics">The deciding statistic first (<c>ks</c> for numbers, <c>tvd</c> for categories), then the stability index, which informs.</param>
public sealed record ColumnDrift(string Column, IReadOnlyList<DriftStatistic> Statistics)
{
    /// <summary>Hold when the deciding statistic cannot be judged, fail when it exceeds its limit, else pass.</summary>
    public Verdict Verdict => Statistics is [{ Value: null } or { Critical: null }, ..] or [] ? Verdict.Hold : Statistics[0].Exceeds ? Verdict.Fail : Verdict.Pass;
}

/// <summary>The comparison of two samples.</summary>
/// <param name="ReferenceRows">Rows of the reference.</param>
/// <param name="ReferenceDays">Days of the reference.</param>
/// <param name="CurrentRows">Rows of the current sample.</param>
/// <param name="Columns">One entry a column, in the order asked for.</param>
public sealed record DriftReport(int ReferenceRows, int ReferenceDays, int CurrentRows, IReadOnlyList<ColumnDrift> Columns)
{
    /// <summary>The gate <c>drift</c>: drifted columns are warnings, since a shift of the inputs alone is no loss of accuracy; no data holds.</summary>
    public GateResult ToGateResult()
    {
        var findings = new List<Finding>();
        foreach (var column in Columns)
        {
            if (column.Verdict == Verdict.Fail) findings.Add(new Finding(Severity.Warning, $"drift.{column.Column}", $"'{column.Column}' has drifted: {Describe(column)}.", column.Column));
            else if (column.Verdict == Verdict.Hold) findings.Add(new Finding(Severity.Info, $"drift.{column.Column}", $"'{column.Column}' cannot be judged: {Describe(column)}.", column.Column));
        }

        if (Columns.All(c => c.Verdict == Verdict.Hold)) return new GateResult("drift", Verdict.Hold, "No column can be judged: too few rows or days.", findings);
        string[] drifted = [.. Columns.Where(c => c.Verdict == Verdict.Fail).Select(c => c.Column)];
        var list = drifted.Length == 0 ? "none has drifted" : $"{drifted.Length} drifted: {string.Join(", ", drifted)}";
        return GateResult.From("drift", $"{Columns.Count} columns compared over {ReferenceDays} days of reference; {list}.", [.. findings.OrderByDescending(f => f.Severity)]);
    }

    private static string Describe(ColumnDrift column) => string.Join("; ", column.Statistics.Select(s => FormattableString.Invariant(
        $"{s.Name} {(s.Value is { } v ? FormattableString.Invariant($"{v:0.000}") : "without data")} against {s.Limit:0.000} (days alone: {(s.Critical is { } c ? FormattableString.Invariant($"{c:0.000}") : "unknown")})")));
}
