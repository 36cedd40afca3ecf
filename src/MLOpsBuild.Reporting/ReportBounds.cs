namespace MLOpsBuild.Reporting;

/// <summary>Cuts a report's lists, for a document that must not grow without end.</summary>
internal static class ReportBounds
{
    /// <summary>The same report with at most this many items in every list, and in the lists inside of those.</summary>
    public static ReportModel Cut(ReportModel model, int most) => model with
    {
        Gates = Some(model.Gates, most, g => g with { Findings = Some(g.Findings, most) }),
        Metrics = Some(model.Metrics, most),
        Slices = Some(model.Slices, most),
        LoweredBaselines = Some(model.LoweredBaselines, most),
        Acceptance = model.Acceptance is { } acceptance ? acceptance with { Commands = Some(acceptance.Commands, most) } : null,
        Changes = Some(model.Changes, most),
        DataChanges = Some(model.DataChanges, most),
        Data = Some(model.Data, most, d => d with { Partitions = Some(d.Partitions, most, p => p with { Counts = Some(p.Counts, 400), OddCounts = Some(p.OddCounts, most) }), Findings = Some(d.Findings, most), VolumeWarnings = Some(d.VolumeWarnings, most) }),
        Drift = Some(model.Drift, most),
        DriftCourse = model.DriftCourse is { } course ? course with { Periods = Some(course.Periods, most), Columns = Some(course.Columns, most, c => c with { Distances = Some(c.Distances, most) }) } : null,
        LearningCurves = Some(model.LearningCurves, most, c => c with { Lines = Some(c.Lines, 4) }),
        Calibration = Some(model.Calibration, most),
        Confusion = model.Confusion is { } confusion ? confusion with { Classes = Some(confusion.Classes, most), Rows = Some(confusion.Rows, most, r => Some(r, most)) } : null,
        Residuals = model.Residuals is { } residuals ? residuals with { Bands = Some(residuals.Bands, most), Edges = residuals.Edges.Count <= 400 ? residuals.Edges : [], Counts = residuals.Counts.Count <= 400 ? residuals.Counts : [] } : null,
        Contributions = model.Contributions is { } contributions ? contributions with { Inputs = Some(contributions.Inputs, most) } : null,
        Importance = Some(model.Importance, most),
        Convergence = Some(model.Convergence, most),
        Lineage = Some(model.Lineage, most, s => s with { Inputs = Some(s.Inputs, most), Outputs = Some(s.Outputs, most) }),
        Timings = Some(model.Timings, most),
        LoadTests = Some(model.LoadTests, most),
        Environment = Some(model.Environment, most),
        Reproduce = Some(model.Reproduce, most),
    };

    private static IReadOnlyList<T> Some<T>(IReadOnlyList<T> items, int most, Func<T, T>? inner = null) =>
        inner is null ? items.Count <= most ? items : [.. items.Take(most)] : [.. items.Take(most).Select(inner)];
}
