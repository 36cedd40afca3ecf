namespace MLOpsBuild.Learning.Leakage;

/// <summary>How knowledge of the test can reach the training.</summary>
public enum LeakageKind
{
    /// <summary>Test rows have the features of a training row.</summary>
    DuplicateRows,

    /// <summary>A customer, device or document is on both sides.</summary>
    SharedIdentifiers,

    /// <summary>Test rows are not later than all training rows.</summary>
    TimeOrder,

    /// <summary>One feature alone tells the target: it is likely made from it, or known only after it.</summary>
    TargetInFeature,
}

/// <summary>A leak, with its evidence.</summary>
/// <param name="Kind">How knowledge leaks.</param>
/// <param name="Column">The column that it leaks through; null for whole rows.</param>
/// <param name="Rows">The test rows concerned.</param>
/// <param name="Share">Their share of the test.</param>
/// <param name="Evidence">What was found, what was allowed and an example, in one sentence.</param>
public sealed record LeakageFinding(LeakageKind Kind, string? Column, int Rows, double Share, string Evidence);

/// <summary>How well one feature alone predicts the target of the test, learned from the training rows.</summary>
/// <param name="Column">The feature.</param>
/// <param name="Score">From 0 for chance to 1: 2·|AUC − 0.5| for classes, R² (at least 0) for numbers; null when the rows can not say.</param>
public sealed record FeatureScore(string Column, double? Score);

/// <summary>What the checks found.</summary>
/// <param name="Findings">The leaks; empty when there are none.</param>
/// <param name="Scores">The features from the best single predictor to the worst.</param>
public sealed record LeakageResult(IReadOnlyList<LeakageFinding> Findings, IReadOnlyList<FeatureScore> Scores);
