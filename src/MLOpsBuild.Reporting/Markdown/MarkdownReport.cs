using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Markdown;

namespace MLOpsBuild.Reporting.Markdown;

/// <summary>The report as a comment on a pull request: bounded, without images, the long parts folded. The same model gives the same text.</summary>
public static class MarkdownReport
{
    /// <summary>What a report never exceeds, in UTF-16 characters. GitHub refuses a comment of more than 65 536.</summary>
    public const int Limit = 60_000;

    // More than this many open characters are a page that nobody reads to its end.
    private const int MostOpen = 16_000;

    // What a change is judged by stays open.
    private const int AlwaysOpen = 2;

    // From generous to sparse; the first that fits is taken.
    private static readonly Bounds[] Levels = [new(60, 300), new(25, 160), new(10, 80), new(4, 40)];

    /// <summary>The text, at most <see cref="Limit"/> characters, with one LF at its end. What was left out is said at its end.</summary>
    public static string Write(ReportModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var bounds in Levels)
        {
            var text = Compose(model, bounds, Parts(model, bounds), []);
            if (text.Length <= Limit) return text;
        }

        return WithoutTheLeast(model, Levels[^1]);
    }

    // Even the sparsest form is too long: whole parts go, the least important first.
    private static string WithoutTheLeast(ReportModel model, Bounds bounds)
    {
        var parts = Parts(model, bounds);
        List<string> dropped = [];
        while (true)
        {
            var text = Compose(model, bounds, parts, dropped);
            if (text.Length <= Limit || parts.Count == 0) return text;
            var least = parts.MaxBy(p => p.Order)!;
            parts.Remove(least);
            dropped.Add(least.Name);
        }
    }

    private static string Compose(ReportModel model, Bounds bounds, List<Part> parts, List<string> dropped)
    {
        var document = new MarkdownDocument();
        Opening.Write(document, model, bounds);
        foreach (var part in parts) document.Append(part.Document);
        if (parts.Any(p => p.Clipped)) document.Paragraph(Inline.Small(Inline.Text("Long tables are cut here; the HTML report has every row.")));
        if (dropped.Count > 0)
            document.Paragraph(Inline.Small(Inline.Text($"Left out to stay under {Numbers.Count(Limit)} characters: {string.Join(", ", dropped)}. The HTML report has them.", 600)));
        return document.ToString();
    }

    private static List<Part> Parts(ReportModel model, Bounds bounds)
    {
        List<Part> parts =
        [
            .. new[]
            {
                Judgement.Gates(model, bounds), Judgement.Lowered(model, bounds), Judgement.Metrics(model, bounds), Difference.Acceptance(model, bounds),
                Difference.Moved(model, bounds), Difference.Changes(model, bounds), Difference.Data(model, bounds), Material.Drift(model, bounds), Judgement.Slices(model, bounds),
                Making.Learning(model, bounds), Making.Calibration(model, bounds), Figures.Confusion(model, bounds), Figures.Residuals(model, bounds),
                Making.Importance(model, bounds), Figures.Contributions(model, bounds), Making.Convergence(model, bounds), Figures.DriftCourse(model, bounds), Material.Data(model, bounds),
                Making.LoadTests(model, bounds), Material.Lineage(model, bounds), Making.Timings(model, bounds), Material.Environment(model, bounds), Material.Reproduce(model, bounds),
            }.OfType<Part>().Where(p => p.Content.Length > 0),
        ];
        return Fold(parts);
    }

    private static List<Part> Fold(List<Part> parts)
    {
        var open = parts.Where(p => p.IsOpen).Sum(p => p.Content.Length);
        foreach (var part in parts.Where(p => p.IsOpen && p.Order > AlwaysOpen).OrderByDescending(p => p.Order).ToArray())
        {
            if (open <= MostOpen) break;
            open -= part.Content.Length;
            parts[parts.IndexOf(part)] = part with { IsOpen = false };
        }

        return parts;
    }
}
