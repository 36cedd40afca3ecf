using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Reporting;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Operations;

/// <summary>How far some rows have drifted from others, as a verdict and as lines of the report.</summary>
internal static class DriftLines
{
    public static (GateResult Result, IReadOnlyList<DriftLine> Lines) Between(Table reference, Table current, string target)
    {
        var report = Drift.Compare(reference, current, new DriftOptions { Time = FeatureTable.TimeColumn, Target = target });
        return (report.ToGateResult(), [.. report.Columns.Select(Line)]);
    }

    private static DriftLine Line(ColumnDrift column)
    {
        double? Value(string name) => column.Statistics.FirstOrDefault(s => s.Name == name)?.Value;
        return new DriftLine(column.Column, column.Verdict)
        {
            KolmogorovSmirnov = Value("ks"),
            PopulationStability = Value("psi"),
            TotalVariation = Value("tvd"),
            Critical = column.Limit,
            Note = column.Reason,
        };
    }
}
