using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Fairness;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Gates.Checks;

/// <summary>The settings of <c>fairness</c>.</summary>
public sealed record FairnessSettings : GateSettings
{
    /// <summary>The feature or the column of the raw records whose values are the groups.</summary>
    public required string By { get; init; }

    /// <summary>For a number, where its bands begin, ascending; without them each value is a group.</summary>
    public IReadOnlyList<double> Bounds { get; init; } = [];

    /// <summary>What must be equal between groups.</summary>
    public required FairnessCriterion Criterion { get; init; }

    /// <summary>How far the groups that are farthest apart may be; null when the difference is not judged.</summary>
    public double? MaxDifference { get; init => field = value is { } limit ? Within(limit, 0, 1, nameof(MaxDifference)) : null; }

    /// <summary>What the least figure must be of the greatest; null when the ratio is not judged.</summary>
    public double? MinRatio { get; init => field = value is { } limit ? Within(limit, 0, 1, nameof(MinRatio)) : null; }

    /// <summary>The probability from which a row is called 1. Default 0.5.</summary>
    public double Threshold { get; init => field = Within(value, 0, 1, nameof(Threshold)); } = 0.5;

    /// <summary>Groups with fewer rows are shown and not judged. Default 100.</summary>
    public int MinGroupRows { get; init => field = Within(value, 1, int.MaxValue, nameof(MinGroupRows)); } = 100;

    /// <summary>Resamples behind each interval. Default 1000.</summary>
    public int Replicates { get; init => field = Within(value, 100, 1_000_000, nameof(Replicates)); } = 1000;

    /// <summary>Chooses the resamples. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (MaxDifference is null && MinRatio is null) yield return "nothing is judged; set 'maxDifference' or 'minRatio'.";
        if (!Bounds.Zip(Bounds.Skip(1)).All(pair => pair.First < pair.Second)) yield return "'bounds' must rise.";
    }
}

/// <summary>How a model treats groups.</summary>
/// <param name="Result">The figures of all groups, and the gaps.</param>
/// <param name="Gap">The gap that is judged.</param>
/// <param name="Samples">The rows.</param>
/// <param name="NoData">Why there is nothing to compare; null when there is.</param>
public sealed record FairnessMeasurement(FairnessResult Result, FairnessGap Gap, int Samples, string? NoData) : IGateMeasurement;

/// <summary><c>fairness</c>: whether the model treats groups of rows alike, by the interval of the gap between those that are farthest apart.</summary>
public sealed class FairnessGate : GateKind<FairnessSettings, FairnessMeasurement>
{
    /// <inheritdoc/>
    public override string Kind => "fairness";

    /// <inheritdoc/>
    public override string Help => "Compares how the model treats groups of rows. Look at the groups' figures: another threshold, more rows of a group, or a feature that stands for the group are the usual ways.";

    /// <inheritdoc/>
    public override GateNeeds Needs(FairnessSettings settings) => GateNeeds.Model | GateNeeds.Evaluation;

    /// <inheritdoc/>
    public override FairnessMeasurement Measure(FairnessSettings settings, GateEvidence evidence, CancellationToken cancellationToken)
    {
        if (evidence.Model.Task != LearningTask.Binary) throw new ArgumentException($"fairness compares decisions of yes or no; this model's task is {evidence.Model.Task}.");
        var rows = evidence.Evaluation;
        var options = new FairnessOptions
        {
            Threshold = settings.Threshold,
            MinimumRows = settings.MinGroupRows,
            Bootstrap = new BootstrapOptions { Replicates = settings.Replicates, Seed = settings.Seed, Threads = evidence.Surroundings.Threads },
        };
        var result = GroupFairness.Of(rows.Predictions, rows.Target, Groups(rows.Column(settings.By), settings.Bounds), BlockIndex.Of(rows.Blocks), options);
        var judged = result.Groups.Count(g => g.IsJudged);
        return new FairnessMeasurement(
            result, result.Gaps.First(g => g.Criterion == settings.Criterion), rows.Count,
            judged < 2 ? $"{judged} of {result.Groups.Count} groups of '{settings.By}' have {settings.MinGroupRows} rows, two are needed" : null);
    }

    /// <inheritdoc/>
    public override Judgement Judge(FairnessSettings settings, FairnessMeasurement measurement)
    {
        var gap = measurement.Gap;
        var difference = settings.MaxDifference is { } most ? Limits.AtMost(gap.DifferenceInterval, most) : (Verdict?)null;
        var ratio = settings.MinRatio is { } least ? Limits.AtLeast(gap.RatioInterval, least) : (Verdict?)null;
        var findings = new List<Finding>();
        if (difference is { } d) findings.Add(new Finding(Limits.Weight(d), "difference", $"{Between(gap)} differ by {Limits.Text(gap.Difference, gap.DifferenceInterval)}, {Limits.Says(d, $"at most {Limits.Text(settings.MaxDifference)}")}.", settings.By));
        if (ratio is { } r) findings.Add(new Finding(Limits.Weight(r), "ratio", $"The least figure is {Limits.Text(gap.Ratio, gap.RatioInterval)} of the greatest, {Limits.Says(r, $"at least {Limits.Text(settings.MinRatio)}")}.", settings.By));
        var verdict = Limits.Worst(new[] { difference, ratio }.OfType<Verdict>());
        var summary = $"{Name(settings.Criterion)} by {settings.By}: " + string.Join(" ", findings.Where(f => f.Severity == Limits.Weight(verdict)).Select(f => f.Message));
        return new Judgement(verdict, summary, [.. findings, .. measurement.Result.Groups.Select(g => Group(g, settings))]);
    }

    private static Finding Group(GroupFigures group, FairnessSettings settings) => new(
        Severity.Info,
        "group",
        $"{group.Rows} rows{(group.IsJudged ? "" : $", fewer than {settings.MinGroupRows}: not judged")}; called {Limits.Text(group.Called.Value)}, observed {Limits.Text(group.Observed.Value)}, predicted {Limits.Text(group.Predicted.Value)}, "
        + $"true positives {Limits.Text(group.TruePositives.Value)}, false positives {Limits.Text(group.FalsePositives.Value)}, precision {Limits.Text(group.Precision.Value)}.",
        $"{settings.By}={group.Group}");

    private static string Between(FairnessGap gap) => gap.High is null ? "The groups" : $"{gap.High} and {gap.Low}";

    private static string Name(FairnessCriterion criterion) => criterion switch
    {
        FairnessCriterion.DemographicParity => "Demographic parity",
        FairnessCriterion.EqualOpportunity => "Equal opportunity",
        FairnessCriterion.EqualizedOdds => "Equalized odds",
        FairnessCriterion.PredictiveParity => "Predictive parity",
        _ => "Calibration",
    };

    private static Column Groups(Column column, IReadOnlyList<double> bounds)
    {
        if (bounds.Count == 0) return column;
        if (column.Type is not (ColumnType.Number or ColumnType.Integer)) throw new ArgumentException($"'{column.Name}' is {column.Type}; only numbers have bounds.");
        return TextColumn.Of(column.Name, [.. column.ToNumbers().Select(value => double.IsNaN(value) ? null : Band(value, bounds))]);
    }

    private static string Band(double value, IReadOnlyList<double> bounds)
    {
        var band = bounds.Count(bound => value >= bound);
        return band == 0 ? $"below {Limits.Text(bounds[0])}"
            : band == bounds.Count ? $"from {Limits.Text(bounds[^1])}"
            : $"{Limits.Text(bounds[band - 1])} to below {Limits.Text(bounds[band])}";
    }
}
