using MLOpsBuild.Content;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Reporting.Tests;

/// <summary>Reports whose every text is the same bad one.</summary>
internal static class Hostiles
{
    public static ReportModel Model(string text, int rows = 3)
    {
        var digest = Digest.Of([]);
        IReadOnlyList<T> Many<T>(T item) => [.. Enumerable.Repeat(item, rows)];
        var metric = new MetricLine(text, double.NaN, Better.Higher) { Accepted = double.PositiveInfinity, Low = -1e300, High = 1e300, Rows = -1, Tolerance = text, Verdict = Verdict.Error };
        var finding = new Finding(Severity.Error, text, text, text);
        var partition = new PartitionLine(text, 1, text, digest) { Counts = [double.NaN, -1, 0, 5], OddCounts = [1, 99] };
        return new ReportModel
        {
            Title = text,
            Pipeline = text,
            Verdict = Verdict.Error,
            Answer = text,
            Model = digest,
            Commit = text,
            Base = text,
            Acceptance = new Acceptance(text, Many(text)),
            Changes = Many(new ChangeLine(text, text, text)),
            DataChanges = Many(new DataChangeLine(text, text, text) { RowsBefore = -1, RowsNow = long.MaxValue, Detail = text }),
            DriftCourse = new DriftCourse(text, Many(text), Many(new ColumnCourse(text, [double.NaN, null, double.PositiveInfinity])), double.NaN),
            Confusion = new ConfusionFigures(Many(text), Many<IReadOnlyList<double>>([double.NaN, -1])) { Note = text },
            Residuals = new ResidualFigures(text, [0, 1, 2], [double.NaN, -1], Many(new ResidualBand(double.NaN, double.NegativeInfinity, 0, 1, -1))),
            Contributions = new ContributionFigures(text, 1, 0, Many(new ContributionLine(text, double.NaN, -1, double.PositiveInfinity, double.NaN, 1))),
            Cost = new RunCost(TimeSpan.MaxValue, 0) { PeakMemory = long.MaxValue },
            Gates = Many(new GateResult(text, Verdict.Fail, text, Many(finding))),
            Metrics = Many(metric),
            Slices = Many(new SliceLine(text, metric)),
            LoweredBaselines = Many(new LoweredBaseline(text, 1, null, text)),
            Data = Many(new DataLine(text, text, Many(partition)) { Window = text, Findings = Many(finding), VolumeWarnings = Many(text) }),
            Drift = Many(new DriftLine(text, Verdict.Hold) { KolmogorovSmirnov = double.NaN, Critical = 0, Note = text }),
            LearningCurves = Many(new LearningCurve(text, text, text, Many(new CurveLine(text, [new(0, double.NaN), new(1, 1)])))),
            Calibration = Many(new CalibrationBin(double.NaN, 2, 0)),
            Importance = Many(new ImportanceLine(text, double.NegativeInfinity, text)),
            Convergence = Many(new ConvergenceLine(text, Verdict.Hold, text)),
            Lineage = Many(new LineageStep(text, Many(new NamedDigest(text, digest)), []) { Code = digest }),
            Timings = Many(new StepTiming(text, TimeSpan.Zero, false, text)),
            LoadTests = Many(new LoadLine(text, 0, TimeSpan.Zero, TimeSpan.Zero, 0, 0) { Limit = text }),
            Environment = Many(new Setting(text, text)),
            Reproduce = Many(text),
        };
    }
}
