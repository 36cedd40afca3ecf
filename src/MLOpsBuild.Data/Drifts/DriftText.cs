using System.Globalization;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Drifts;

/// <summary>A report in words.</summary>
internal static class DriftText
{
    /// <summary>One sentence on the whole.</summary>
    public static string Summary(DriftReport report)
    {
        if (report.Columns.Count == 0) return "There is no column to compare.";
        var parts = new List<string>();
        Add("in error", Verdict.Error);
        Add("drifted", Verdict.Fail);
        Add("cannot be judged", Verdict.Hold);
        var blocks = report.Preset == DriftPreset.Blocks ? $"{report.CurrentBlocks} blocks against {report.ReferenceBlocks} of reference" : $"{report.CurrentRows} rows against {report.ReferenceRows} of reference, preset evidently";
        return $"{report.Columns.Count} columns compared, {blocks}; {(parts.Count == 0 ? "none has drifted" : string.Join("; ", parts))}.";

        void Add(string what, Verdict verdict)
        {
            string[] names = [.. report.Columns.Where(c => c.Verdict == verdict).Select(c => c.Column)];
            if (names.Length > 0) parts.Add($"{names.Length} {what}: {string.Join(", ", names)}");
        }
    }

    /// <summary>One sentence on a column.</summary>
    public static string Sentence(ColumnDrift column)
    {
        var role = column.Role switch { DriftRole.Target => "The target ", DriftRole.Prediction => "The prediction ", _ => "" };
        var what = column.Verdict switch
        {
            Verdict.Fail => "has drifted",
            Verdict.Pass => "has not drifted",
            Verdict.Hold => "cannot be judged",
            _ => "cannot be compared",
        };
        return $"{role}'{column.Column}' {what}: {column.Reason}.";
    }

    /// <summary>The report as aligned lines, the summary first.</summary>
    public static IReadOnlyList<string> Lines(DriftReport report)
    {
        string[] head = ["column", "verdict", "statistic", "value", "low", "high", "noise", "limit", "p"];
        string[][] rows = [head, .. report.Columns.Select(Cells)];
        int[] widths = [.. Enumerable.Range(0, head.Length).Select(i => rows.Max(r => r[i].Length))];
        return [Summary(report), .. rows.Select(r => string.Join("  ", r.Select((cell, i) => i < 3 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd())];
    }

    internal static string Number(double? value) => value is { } v ? v.ToString("0.000", CultureInfo.InvariantCulture) : "-";

    private static string[] Cells(ColumnDrift column)
    {
        var first = column.Statistics.Count > 0 ? column.Statistics[0] : null;
        return
        [
            column.Column, Word(column.Verdict), first?.Name ?? "-", Number(first?.Value), Number(column.Low), Number(column.High),
            Number(column.Noise), Number(column.Limit), Number(column.AdjustedPValue ?? first?.PValue),
        ];
    }

    internal static string Word(Verdict verdict) => verdict switch { Verdict.Pass => "pass", Verdict.Fail => "fail", Verdict.Hold => "hold", _ => "error" };
}
