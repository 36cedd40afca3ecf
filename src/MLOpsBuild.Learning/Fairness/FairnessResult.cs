using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Fairness;

/// <summary>What must be equal between groups.</summary>
public enum FairnessCriterion
{
    /// <summary>The share of rows called 1.</summary>
    DemographicParity,

    /// <summary>The share called 1 of those whose outcome is 1 (Hardt, Price and Srebro, 2016).</summary>
    EqualOpportunity,

    /// <summary>That share and the share called 1 of those whose outcome is 0; the worse of the two counts (Hardt, Price and Srebro, 2016).</summary>
    EqualizedOdds,

    /// <summary>The share of outcome 1 among those called 1 (Chouldechova, 2017).</summary>
    PredictiveParity,

    /// <summary>The observed rate against the predicted one: their difference, and for the ratio their quotient.</summary>
    Calibration,
}

/// <summary>A rate with its interval.</summary>
/// <param name="Value">The rate; null when the rows can not say.</param>
/// <param name="Interval">Its interval by blocks; null with fewer than two blocks or when too few resamples can say.</param>
public sealed record Rate(double? Value, Interval? Interval);

/// <summary>One group's figures.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Blocks">The blocks they come from.</param>
/// <param name="IsJudged">False when it has too few rows to take part in the gaps.</param>
/// <param name="Called">The share of rows called 1.</param>
/// <param name="TruePositives">The share called 1 of those whose outcome is 1.</param>
/// <param name="FalsePositives">The share called 1 of those whose outcome is 0.</param>
/// <param name="Precision">The share of outcome 1 among those called 1.</param>
/// <param name="Observed">The share of outcome 1.</param>
/// <param name="Predicted">The mean predicted probability.</param>
/// <param name="Ece">The expected calibration error within the group; null without rows.</param>
public sealed record GroupFigures(
    string Group, int Rows, int Blocks, bool IsJudged, Rate Called, Rate TruePositives, Rate FalsePositives, Rate Precision, Rate Observed, Rate Predicted, double? Ece);

/// <summary>How far two groups are apart.</summary>
/// <param name="Criterion">In what.</param>
/// <param name="High">The group with the greatest figure; null when fewer than two groups can be compared, as all that follows.</param>
/// <param name="Low">The group with the least.</param>
/// <param name="Difference">The greatest less the least figure: 0 at best.</param>
/// <param name="DifferenceInterval">The interval by blocks of the difference of these two groups; it reaches below 0 when chance could turn them round.</param>
/// <param name="Ratio">The least by the greatest figure: 1 at best; null when the greatest is 0. Its groups may be others than those of the difference.</param>
/// <param name="RatioInterval">The interval of the ratio by blocks.</param>
public sealed record FairnessGap(
    FairnessCriterion Criterion, string? High, string? Low, double? Difference, Interval? DifferenceInterval, double? Ratio, Interval? RatioInterval);

/// <summary>How a model treats groups.</summary>
/// <param name="Groups">The groups in ordinal order of their names; those with too few rows are reported and not judged.</param>
/// <param name="Gaps">One for each criterion.</param>
public sealed record FairnessResult(IReadOnlyList<GroupFigures> Groups, IReadOnlyList<FairnessGap> Gaps);

/// <summary>How to compare groups. Every value is checked when it is set.</summary>
public sealed record FairnessOptions
{
    /// <summary>The probability from which a row is called 1, 0 to 1. Default 0.5.</summary>
    public double Threshold { get; init => field = Check.Within(value, 0, 1, nameof(Threshold)); } = 0.5;

    /// <summary>Groups with fewer rows are reported and not judged, from 1. Default 100.</summary>
    public int MinimumRows { get; init => field = Check.Within(value, 1, int.MaxValue, nameof(MinimumRows)); } = 100;

    /// <summary>The share of an interval, 0.5 to 0.999. Default 0.95.</summary>
    public double Level { get; init => field = Check.Within(value, 0.5, 0.999, nameof(Level)); } = 0.95;

    /// <summary>The number of bins of a group's calibration error, 1 to 1000. Default 10.</summary>
    public int CalibrationBins { get; init => field = Check.Within(value, 1, 1000, nameof(CalibrationBins)); } = 10;

    /// <summary>How to resample blocks. Default 1000 replicates, seed 0.</summary>
    public BootstrapOptions Bootstrap { get; init; } = new();
}
