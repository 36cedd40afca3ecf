using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Html;

/// <summary>How training went, what it leans on, and whether its probabilities mean what they say.</summary>
internal static class TrainingPart
{
    public static Section? Curves(ReportModel model) => model.LearningCurves.Count == 0 ? null : new Section(
        "learning", "Learning", "", [.. model.LearningCurves.Select(Curve)]);

    public static Section? Calibration(ReportModel model)
    {
        if (model.Calibration.Count == 0) return null;
        var chart = new ReliabilityChart
        {
            Title = "Observed against predicted shares",
            Description = $"{model.Calibration.Count} bins; the table beside has the figures.",
            Bins = [.. model.Calibration.Select(b => new ReliabilityBin(b.Predicted, b.Observed, b.Rows, b.Low, b.High))],
        };
        var table = Show.Table("Calibration bins", model.Calibration,
            ("Predicted", Alignment.Right, b => Numbers.Percent(b.Predicted)),
            ("Observed", Alignment.Right, b => Numbers.Percent(b.Observed)),
            ("Difference", Alignment.Right, b => Points(b.Observed - b.Predicted)),
            ("Rows", Alignment.Right, b => Numbers.Count(b.Rows)));
        return new Section(
            "calibration",
            "Calibration",
            "On the diagonal, a predicted 30 % comes true three times in ten. Above it the model says too little, below it too much.",
            [El("div", El("figure", ChartRooms.Both(chart.Draw)), table).Class("pair")]);
    }

    public static Section? Importance(ReportModel model)
    {
        if (model.Importance.Count == 0) return null;
        var chart = new BarChart
        {
            Title = "Importance of features",
            Description = $"The {Math.Min(20, model.Importance.Count)} features that the model leans on most, of {model.Importance.Count}.",
            Unit = "importance, in the trainer's own measure",
            Bars = [.. model.Importance.Take(20).Select(i => new Bar(i.Feature, i.Value))],
        };
        var noted = model.Importance.Any(i => i.Note is not null);
        var table = model.Importance.Count <= 20 && !noted ? null : El("details", El("summary", "All features"), Show.Table("Importance", model.Importance,
            ("Feature", Alignment.Left, i => Show.Name(i.Feature)),
            ("Importance", Alignment.Right, i => Show.Number(i.Value)),
            ("Note", Alignment.Left, i => Show.Words(i.Note))));
        return new Section("importance", "What the model leans on", "", [El("figure", ChartRooms.Both(chart.Draw)), table]);
    }

    public static Section? Convergence(ReportModel model) => model.Convergence.Count == 0 ? null : new Section(
        "convergence",
        "Convergence",
        "Tests of training itself: that it learns what can be learned, stops where it should, and comes out the same again.",
        [Show.Table("Convergence tests", model.Convergence,
            ("Test", Alignment.Left, c => El("span", PlainText.Line(c.Test, 160))),
            ("Measured", Alignment.Left, c => Show.Words(c.Detail)),
            ("Verdict", Alignment.Left, c => Badge.Of(c.Verdict)))]);

    private static string Points(double difference) =>
        double.IsFinite(difference) ? (difference > 0 ? "+" : "") + Numbers.Decimals(difference * 100, 1) + " pp" : Numbers.None;

    private static HtmlElement Curve(LearningCurve curve)
    {
        var last = curve.Lines.Where(l => l.Points.Count > 0).Select(l => $"{l.Name} ends at {Numbers.Significant(l.Points[^1].Value)}");
        var chart = new LineChart
        {
            Title = curve.Title,
            Description = string.Join("; ", last),
            XTitle = curve.Over,
            YTitle = curve.Measure,
            Series = [.. curve.Lines.Select(l => new LineSeries(l.Name, [.. l.Points.Select(p => (p.At, p.Value))]))],
            Mark = curve.Chosen,
            MarkLabel = $"chosen: {Numbers.Significant(curve.Chosen, 3)}",
        };
        return El("figure", El("figcaption", PlainText.Line(curve.Title, 160)), ChartRooms.Both(chart.Draw));
    }
}
