using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Documents.Charts;

/// <summary>How much room a chart has. Shrinking one that was drawn for a desk leaves words too small to read on a phone, so charts are drawn anew.</summary>
public enum ChartRoom
{
    /// <summary>A page on a desk: up to 640 pixels.</summary>
    Wide,

    /// <summary>A phone held upright: 320 pixels.</summary>
    Narrow,
}

/// <summary>Charts for pages that are read at a desk and on a phone.</summary>
public static class ChartRooms
{
    /// <summary>A chart drawn for both; the page's style shows the one that fits, and only that is read aloud.</summary>
    /// <param name="draw">Draws it.</param>
    public static HtmlNode Both(Func<ChartRoom, HtmlElement> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        return HtmlNode.Many([El("div", draw(ChartRoom.Wide)).Class("wide"), El("div", draw(ChartRoom.Narrow)).Class("narrow")]);
    }

    /// <summary>The width of a chart that takes all there is.</summary>
    internal static double Width(this ChartRoom room) => room == ChartRoom.Wide ? 640 : 320;
}
