using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Charts.Svg;

namespace MLOpsBuild.Documents.Charts;

/// <summary>One row of a <see cref="HeatChart"/>.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Values">One value a column, from 0; null where there is none.</param>
/// <param name="Labels">The words in the cells; null for the values themselves.</param>
public sealed record HeatRow(string Name, IReadOnlyList<double?> Values, IReadOnlyList<string>? Labels = null);

/// <summary>A grid of cells, the greater the darker, each with its value in words: confusion, drift by column and month.</summary>
public sealed record HeatChart
{
    private const int Shades = 6;
    private const double CellHeight = 24;
    private const double Head = 40;
    private const double Foot = 30;

    /// <summary>The chart's name.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in words.</summary>
    public string Description { get; init; } = "";

    /// <summary>What the columns are, together.</summary>
    public required string ColumnTitle { get; init; }

    /// <summary>The columns' names.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows, from the top.</summary>
    public required IReadOnlyList<HeatRow> Rows { get; init; }

    /// <summary>What the darkest shade stands for, and more than it; above 0.</summary>
    public required double Full { get; init; }

    /// <summary>What the shades mean, with the unit, in at most 42 characters: <c>share of the class, dark is 1</c>.</summary>
    public required string Legend { get; init; }

    /// <summary>The drawing; where there is little room, only the last columns that fit.</summary>
    /// <param name="room">How much room it has.</param>
    public HtmlElement Draw(ChartRoom room = ChartRoom.Wide)
    {
        var names = Rows.Select(r => Fit(r.Name, room == ChartRoom.Wide ? 250 : 110)).ToArray();
        var left = names.Select(WidthOf).DefaultIfEmpty(0).Max() + 12;
        var least = Rows.SelectMany(r => Enumerable.Range(0, Columns.Count).Select(c => WidthOf(Label(r, c)))).Concat(Columns.Select(c => WidthOf(Fit(c, 90)))).DefaultIfEmpty(0).Max() + 8;
        var first = Math.Max(0, Columns.Count - (int)((room.Width() - left) / least));
        var width = Math.Min(120, (room.Width() - left) / Math.Max(1, Columns.Count - first));
        List<HtmlNode> content = [Words("axis", left, 12, first == 0 ? ColumnTitle : $"{ColumnTitle}, the last {Columns.Count - first} of {Columns.Count}")];
        content.AddRange(Columns.Skip(first).Select((c, i) => (HtmlNode)Words("axis", left + ((i + 0.5) * width), Head - 8, Fit(c, 90), "middle")));
        for (var r = 0; r < Rows.Count; r++)
        {
            content.Add(Words("name", left - 12, Head + ((r + 0.5) * CellHeight) + 4, names[r], "end"));
            for (var c = first; c < Columns.Count; c++) content.AddRange(Cell(Rows[r], c, left + ((c - first) * width), Head + (r * CellHeight), width));
        }

        content.Add(Words("axis", room == ChartRoom.Wide ? left : 0, Head + (Math.Max(1, Rows.Count) * CellHeight) + 18, Fit(Legend, 318)));
        return Drawing("chart", room.Width(), Head + (Math.Max(1, Rows.Count) * CellHeight) + Foot, Title, Description, content);
    }

    private static string Label(HeatRow row, int column) =>
        PlainText.Line(row.Labels is { } labels && column < labels.Count ? labels[column] : column < row.Values.Count ? Numbers.Significant(row.Values[column], 2) : Numbers.None, 12);

    private IEnumerable<HtmlNode> Cell(HeatRow row, int column, double x, double y, double width)
    {
        var value = column < row.Values.Count && row.Values[column] is { } v && double.IsFinite(v) ? v : 0;
        var shade = (int)Math.Ceiling(Math.Clamp(value / Full, 0, 1) * Shades);
        yield return Box($"cell h{shade}", x + 1, y + 1, width - 2, CellHeight - 2, 3);
        yield return Words("name", x + (width / 2), y + (CellHeight / 2) + 4, Label(row, column), "middle");
    }
}
