using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Html;

/// <summary>What the predictions are like: where they err, and what they are made of.</summary>
internal static class FigurePart
{
    // More classes than this make cells that nobody can read; the table has all.
    private const int MostClasses = 12;
    private const int MostRows = 20;

    public static Section? Confusion(ReportModel model)
    {
        if (model.Confusion is not { Classes.Count: > 0 } confusion) return null;
        var shares = confusion.Rows.Select(row => (Row: row, Sum: row.Sum())).ToArray();
        var chart = new HeatChart
        {
            Title = "Confusion of classes",
            Description = "Each row is a true class, each column what its rows were called.",
            ColumnTitle = "called",
            Columns = [.. confusion.Classes.Take(MostClasses)],
            Rows = [.. confusion.Classes.Zip(shares).Take(MostClasses).Select(r => new HeatRow(
                r.First, [.. r.Second.Row.Take(MostClasses).Select(v => (double?)(r.Second.Sum > 0 ? v / r.Second.Sum : 0))], [.. r.Second.Row.Take(MostClasses).Select(ConfusionFigures.Words)]))],
            Full = 1,
            Legend = "share of the true class: dark is 1",
        };
        return new Section(
            "confusion",
            "Confusion",
            PlainText.Line($"How often rows of each class were called each class. {confusion.Note}", 400),
            [El("figure", ChartRooms.Both(chart.Draw)), confusion.Classes.Count <= MostClasses ? null : El("p", $"The first {MostClasses} of {Numbers.Count(confusion.Classes.Count)} classes.").Class("aside")]);
    }

    public static Section? Residuals(ReportModel model)
    {
        if (model.Residuals is not { Bands.Count: > 0 } residuals) return null;
        var spread = new SpreadChart
        {
            Title = "Errors by prediction",
            Description = "For rows of nearly the same prediction the median error, and the range that nine in ten errors lie in.",
            XTitle = $"predicted {PlainText.Line(residuals.Target, 28)}",
            YTitle = "observed less predicted",
            Points = [.. residuals.Bands.Select(b => new SpreadPoint(b.Predicted, b.Low, b.Median, b.High, b.Rows))],
        };
        HtmlNode? counts = residuals.Edges.Count < 2 || residuals.Counts.Count != residuals.Edges.Count - 1 ? null : El("figure", El("figcaption", "How great errors are"), ChartRooms.Both(new HistogramChart
        {
            Title = "How great errors are",
            Description = "How many rows have an error of each size; the outermost columns hold those beyond.",
            XTitle = $"observed less predicted {PlainText.Line(residuals.Target, 18)}",
            Edges = residuals.Edges,
            Series = [new HistogramSeries("rows", residuals.Counts)],
        }.Draw));
        return new Section(
            "residuals",
            "Residuals",
            "The errors that are left. Medians off the line of zero are a bias for such predictions; longer strokes are less certain ones.",
            [El("figure", El("figcaption", "Errors by prediction"), ChartRooms.Both(spread.Draw)), counts]);
    }

    public static Section? Contributions(ReportModel model)
    {
        if (model.Contributions is not { Inputs.Count: > 0 } contributions) return null;
        var shown = contributions.Inputs.Take(MostRows).ToArray();
        var chart = new ContributionChart
        {
            Title = "What inputs add to predictions",
            Description = $"The {shown.Length} inputs that add most, of {contributions.Inputs.Count}: the range that nine in ten rows lie in.",
            Unit = $"added to the {PlainText.Line(contributions.Unit, 30)}",
            Rows = [.. shown.Select(i => new Contribution(i.Feature, i.Low, i.High, i.WhereSmall, i.WhereGreat))],
        };
        return new Section(
            "contributions",
            "What inputs add to predictions",
            $"Shapley values of {Numbers.Count(contributions.Rows)} of {Numbers.Count(contributions.Of)} evaluation rows. A stroke is the range of nine in ten rows; the marks are the means where the input itself is in its lowest and in its highest fifth.",
            [
                El("figure", ChartRooms.Both(chart.Draw)),
                El("details", El("summary", "Figures for all inputs"), Show.Table("What inputs add to predictions", contributions.Inputs,
                    ("Input", Alignment.Left, i => Show.Name(i.Feature)),
                    ("Mean size", Alignment.Right, i => Numbers.Significant(i.Mean)),
                    ("Nine in ten from", Alignment.Right, i => Numbers.Signed(i.Low)),
                    ("to", Alignment.Right, i => Numbers.Signed(i.High)),
                    ("Where small", Alignment.Right, i => i.WhereSmall is null ? null : Numbers.Signed(i.WhereSmall)),
                    ("Where great", Alignment.Right, i => i.WhereGreat is null ? null : Numbers.Signed(i.WhereGreat)))),
            ]);
    }

    public static Section? DriftCourse(ReportModel model)
    {
        if (model.DriftCourse is not { Periods.Count: > 0, Columns.Count: > 0 } course) return null;
        var chart = new HeatChart
        {
            Title = "Drift by column over time",
            Description = "The distance of each column's distribution from the reference, period after period.",
            ColumnTitle = "period",
            Columns = course.Periods,
            Rows = [.. course.Columns.Take(40).Select(c => new HeatRow(c.Column, c.Distances, [.. c.Distances.Select(d => d is { } v && double.IsFinite(v) ? Numbers.Decimals(v, 2) : Numbers.None)]))],
            Full = course.Margin > 0 && double.IsFinite(course.Margin) ? course.Margin * 2 : 1,
            Legend = $"share of rows; it matters from {Numbers.Significant(course.Margin, 2)} on",
        };
        return new Section(
            "drift-course",
            "Drift over time",
            $"How far each column is from {PlainText.Line(course.Reference, 120)}, by the greatest difference of a share of rows. Single periods hold few rows, and some of it is chance: the verdicts are those of the whole window.",
            [El("figure", ChartRooms.Both(chart.Draw))]);
    }
}
