using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Reporting;

/// <summary>A learning curve: one value over another, in one or more lines.</summary>
/// <param name="Title">What it shows: <c>Log loss by number of trees</c>.</param>
/// <param name="Over">What runs along the bottom: <c>trees</c>, <c>training rows</c>.</param>
/// <param name="Measure">What runs along the side: <c>log loss</c>.</param>
/// <param name="Lines">The lines, at most four: <c>training</c>, <c>validation</c>.</param>
public sealed record LearningCurve(string Title, string Over, string Measure, IReadOnlyList<CurveLine> Lines)
{
    /// <summary>The place that was chosen, such as the number of trees kept.</summary>
    public double? Chosen { get; init; }
}

/// <summary>One line of a learning curve.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Points">Its points, left to right.</param>
public sealed record CurveLine(string Name, IReadOnlyList<CurvePoint> Points);

/// <summary>One point of a learning curve.</summary>
/// <param name="At">Where along the bottom.</param>
/// <param name="Value">The measured value.</param>
public sealed record CurvePoint(double At, double Value);

/// <summary>Rows with nearly the same predicted probability.</summary>
/// <param name="Predicted">Their mean prediction, 0 to 1.</param>
/// <param name="Observed">The share that came true, 0 to 1.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Low">The lower end of the observed share's interval, if known.</param>
/// <param name="High">The upper end.</param>
public sealed record CalibrationBin(double Predicted, double Observed, long Rows, double? Low = null, double? High = null);

/// <summary>How much the model leans on a feature.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Value">How much, in the measure's unit.</param>
/// <param name="Note">Anything worth saying, such as the place it had in the accepted model.</param>
public sealed record ImportanceLine(string Feature, double Value, string? Note = null);

/// <summary>One test of training itself.</summary>
/// <param name="Test">What was tested: <c>same seed, same bytes</c>.</param>
/// <param name="Verdict">What it says.</param>
/// <param name="Detail">What was measured and what was allowed.</param>
public sealed record ConvergenceLine(string Test, Verdict Verdict, string Detail);

/// <summary>A load test.</summary>
/// <param name="Name">What was asked of the server: <c>single rows</c>.</param>
/// <param name="Rate">Requests per second reached.</param>
/// <param name="P50">The latency that half of the requests stay under.</param>
/// <param name="P99">The latency that 99 of 100 requests stay under.</param>
/// <param name="Requests">How many requests were made.</param>
/// <param name="Errors">How many of them failed.</param>
public sealed record LoadLine(string Name, double Rate, TimeSpan P50, TimeSpan P99, long Requests, long Errors)
{
    /// <summary>How long the test went on, if known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What it was held to, in words.</summary>
    public string? Limit { get; init; }

    /// <summary>What its check says; null when it is not gated.</summary>
    public Verdict? Verdict { get; init; }
}
