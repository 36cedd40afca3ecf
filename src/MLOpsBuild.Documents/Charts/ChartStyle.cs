using MLOpsBuild.Documents.Html;

namespace MLOpsBuild.Documents.Charts;

/// <summary>The rules that give charts their looks in light, dark and print. A page includes them once.</summary>
/// <remarks>They take their colours from the page's variables: <c>--ink --soft --faint --rule --paper --accent --second --good --wait --bad --broken</c>.</remarks>
public static class ChartStyle
{
    /// <summary>The rules.</summary>
    public static Stylesheet Rules { get; } = Stylesheet.FromResource(typeof(ChartStyle).Assembly, "charts.css");
}
