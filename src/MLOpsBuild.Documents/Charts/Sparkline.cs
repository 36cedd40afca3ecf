using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Charts.Svg;

namespace MLOpsBuild.Documents.Charts;

/// <summary>A row of tiny columns inside a line of text: rows per day, requests per minute.</summary>
public static class Sparkline
{
    private const double Height = 22;
    private const string Steps = "▁▂▃▄▅▆▇█";

    /// <summary>The drawing, one column per value from zero up; null when there are no values.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="values">The heights; what is negative or not finite stands at zero.</param>
    /// <param name="striking">The places, from 0, that are to strike the eye.</param>
    public static HtmlElement? Draw(string title, IReadOnlyList<double> values, IReadOnlyCollection<int>? striking = null)
    {
        if (values.Count == 0) return null;
        var most = Most(values);
        var width = values.Count > 60 ? 2 : 4;
        var columns = values.Select((value, i) =>
        {
            var height = Math.Max(1, Share(value, most) * Height);
            return (HtmlNode)Box(striking?.Contains(i) == true ? "spark bad" : "spark", i * (width + 1), Height - height, width, height);
        });
        return Drawing("glyph", (values.Count * (width + 1)) - 1, Height, title, "", columns);
    }

    /// <summary>The same as characters, for Markdown: <c>▂▅█▁</c>. Values that are not finite are blank.</summary>
    /// <param name="values">The heights.</param>
    /// <param name="fromLeast">Whether the lowest character stands for the least value instead of zero: for curves, where only the course matters.</param>
    public static string Text(IReadOnlyList<double> values, bool fromLeast = false)
    {
        var floor = fromLeast ? values.Where(double.IsFinite).DefaultIfEmpty(0).Min() : 0;
        var most = Most(values) - floor;
        return string.Concat(values.Select(v => double.IsFinite(v) ? Steps[(int)Math.Round(Share(v - floor, most) * (Steps.Length - 1))] : ' '));
    }

    private static double Most(IReadOnlyList<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(0).Max();

    private static double Share(double value, double most) => double.IsFinite(value) && most > 0 ? Math.Clamp(value / most, 0, 1) : 0;
}
