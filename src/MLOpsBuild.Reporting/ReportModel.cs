using MLOpsBuild.Content;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Reporting;

/// <summary>Everything that a report about one model may say. Plain values: whoever makes them decides, the report only shows.</summary>
/// <remarks>Only what is <c>required</c> must be there; an empty list or a null is a part that the report leaves out.</remarks>
public sealed record ReportModel
{
    /// <summary>The headline, for example <c>churn</c> or <c>churn: challenger of 2001-04</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>What all gates together say.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>One sentence that answers what the reader wants to know: can this be merged, and if not, why.</summary>
    public required string Answer { get; init; }

    /// <summary>The digest of the model's bytes.</summary>
    public Digest? Model { get; init; }

    /// <summary>The digest of the model package.</summary>
    public Digest? Package { get; init; }

    /// <summary>The digest of the model accepted before.</summary>
    public Digest? Accepted { get; init; }

    /// <summary>The commit that was built, in full.</summary>
    public string? Commit { get; init; }

    /// <summary>What it is compared with, in words: <c>the merge base with main (91b2c33)</c>.</summary>
    public string? Base { get; init; }

    /// <summary>The gates in the order to be shown.</summary>
    public IReadOnlyList<GateResult> Gates { get; init; } = [];

    /// <summary>The names of those gates that are shown and decide nothing.</summary>
    public IReadOnlyList<string> OnlyReported { get; init; } = [];

    /// <summary>Metrics over all evaluation rows.</summary>
    public IReadOnlyList<MetricLine> Metrics { get; init; } = [];

    /// <summary>Metrics over parts of the evaluation rows.</summary>
    public IReadOnlyList<SliceLine> Slices { get; init; } = [];

    /// <summary>Baselines that this change lowers, however it was done.</summary>
    public IReadOnlyList<LoweredBaseline> LoweredBaselines { get; init; } = [];

    /// <summary>How to accept these metrics; null when there is nothing to accept.</summary>
    public Acceptance? Acceptance { get; init; }

    /// <summary>Parameters and code that changed since the base.</summary>
    public IReadOnlyList<ChangeLine> Changes { get; init; } = [];

    /// <summary>What changed in the data since the base: partitions, rows, schema.</summary>
    public IReadOnlyList<DataChangeLine> DataChanges { get; init; } = [];

    /// <summary>The data that was used.</summary>
    public IReadOnlyList<DataLine> Data { get; init; } = [];

    /// <summary>Drift of the inputs, by column.</summary>
    public IReadOnlyList<DriftLine> Drift { get; init; } = [];

    /// <summary>Drift of each column over time; null when it was not measured.</summary>
    public DriftCourse? DriftCourse { get; init; }

    /// <summary>Learning curves.</summary>
    public IReadOnlyList<LearningCurve> LearningCurves { get; init; } = [];

    /// <summary>How predicted and observed shares agree, by bin.</summary>
    public IReadOnlyList<CalibrationBin> Calibration { get; init; } = [];

    /// <summary>Which classes were called which; null for other tasks.</summary>
    public ConfusionFigures? Confusion { get; init; }

    /// <summary>The errors of a regression; null for other tasks.</summary>
    public ResidualFigures? Residuals { get; init; }

    /// <summary>What inputs add to predictions; null when it was not explained.</summary>
    public ContributionFigures? Contributions { get; init; }

    /// <summary>What the model leans on, most first.</summary>
    public IReadOnlyList<ImportanceLine> Importance { get; init; } = [];

    /// <summary>Tests of training itself.</summary>
    public IReadOnlyList<ConvergenceLine> Convergence { get; init; } = [];

    /// <summary>How the model came to be, in order.</summary>
    public IReadOnlyList<LineageStep> Lineage { get; init; } = [];

    /// <summary>What the run took; null when not measured.</summary>
    public RunCost? Cost { get; init; }

    /// <summary>How long the steps took and why they ran.</summary>
    public IReadOnlyList<StepTiming> Timings { get; init; } = [];

    /// <summary>Load tests of the served model.</summary>
    public IReadOnlyList<LoadLine> LoadTests { get; init; } = [];

    /// <summary>Toolchain, machine class, parameters: whatever else determined or measured the run.</summary>
    public IReadOnlyList<Setting> Environment { get; init; } = [];

    /// <summary>The commands that repeat the run, one a line.</summary>
    public IReadOnlyList<string> Reproduce { get; init; } = [];
}
