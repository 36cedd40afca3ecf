using MLOpsBuild.Documents;

namespace MLOpsBuild.Reporting;

/// <summary>How often rows of each class were called each class.</summary>
/// <param name="Classes">The classes' names.</param>
/// <param name="Rows">For each true class, in their order, how many of its rows were called each class.</param>
public sealed record ConfusionFigures(IReadOnlyList<string> Classes, IReadOnlyList<IReadOnlyList<double>> Rows)
{
    /// <summary>How rows were called, in words: <c>1 from a probability of 0.5</c>.</summary>
    public string? Note { get; init; }

    /// <summary>A number of rows, or their weight, in words.</summary>
    internal static string Words(double rows) => double.IsInteger(rows) && Math.Abs(rows) < 1e15 ? Numbers.Count((long)rows) : Numbers.Significant(rows);
}

/// <summary>The errors of a regression: observed less predicted, in the target's unit.</summary>
/// <param name="Target">What is predicted.</param>
/// <param name="Edges">The edges of equally wide bins.</param>
/// <param name="Counts">How many errors each bin has; the outermost hold those beyond as well.</param>
/// <param name="Bands">The errors by what was predicted.</param>
public sealed record ResidualFigures(string Target, IReadOnlyList<double> Edges, IReadOnlyList<double> Counts, IReadOnlyList<ResidualBand> Bands);

/// <summary>Errors of rows with nearly the same prediction.</summary>
/// <param name="Predicted">Their median prediction.</param>
/// <param name="Low">One in twenty errors is below.</param>
/// <param name="Median">Half of the errors are below.</param>
/// <param name="High">One in twenty errors is above.</param>
/// <param name="Rows">How many rows there are.</param>
public sealed record ResidualBand(double Predicted, double Low, double Median, double High, long Rows);

/// <summary>What inputs add to the model's predictions.</summary>
/// <param name="Unit">What is added to: <c>log odds</c>.</param>
/// <param name="Rows">How many rows were explained.</param>
/// <param name="Of">Out of how many.</param>
/// <param name="Inputs">The inputs, those that add most first.</param>
public sealed record ContributionFigures(string Unit, int Rows, long Of, IReadOnlyList<ContributionLine> Inputs);

/// <summary>What one input adds.</summary>
/// <param name="Feature">The input.</param>
/// <param name="Mean">The mean of what it adds or takes away.</param>
/// <param name="Low">One in twenty rows has less added.</param>
/// <param name="High">One in twenty rows has more added.</param>
/// <param name="WhereSmall">What is added on average in the fifth of the rows where the input is least; null where it has no order.</param>
/// <param name="WhereGreat">What is added on average in the fifth where it is greatest.</param>
public sealed record ContributionLine(string Feature, double Mean, double Low, double High, double? WhereSmall = null, double? WhereGreat = null);

/// <summary>How far columns are from the reference, period after period.</summary>
/// <param name="Reference">What they are compared with: a window.</param>
/// <param name="Periods">The periods' names, in order.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Margin">From which distance on it matters.</param>
public sealed record DriftCourse(string Reference, IReadOnlyList<string> Periods, IReadOnlyList<ColumnCourse> Columns, double Margin);

/// <summary>One column's distance over time.</summary>
/// <param name="Column">The column.</param>
/// <param name="Distances">The greatest difference of a share of rows, 0 to 1, for each period; null where there is none.</param>
public sealed record ColumnCourse(string Column, IReadOnlyList<double?> Distances);
