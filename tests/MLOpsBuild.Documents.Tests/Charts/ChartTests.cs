using System.Globalization;
using System.Xml.Linq;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Documents.Html;

namespace MLOpsBuild.Documents.Tests.Charts;

public sealed class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Ticks_are_round_and_of_equal_precision() =>
        Assert.Equal(["0.70", "0.75", "0.80", "0.85"], Scale.Exactly(0.698, 0.871, 0, 100).Ticks(5).Select(t => t.Label));

    [Fact]
    public void Ticks_of_great_values_have_no_decimals() =>
        Assert.Equal(["0", "2,000", "4,000", "6,000", "8,000", "10,000"], Scale.Exactly(0, 10_000, 0, 100).Ticks(5).Select(t => t.Label));

    [Fact]
    public void Scale_places_linearly() => Assert.Equal(25, Scale.Exactly(0, 4, 0, 100).Place(1));

    [Fact]
    public void Scale_over_one_value_has_a_width() => Assert.True(double.IsFinite(Scale.Covering([5], 0, 100).Place(5)));

    [Theory]
    [MemberData(nameof(Charts))]
    public void Chart_is_well_formed_and_named(string name, string text)
    {
        var svg = XElement.Parse(text);

        Assert.Equal(Svg + "svg", svg.Name);
        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal(Svg + "title", svg.Elements().First().Name);
        Assert.StartsWith("T<", svg.Elements().First().Value, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", text.Replace("T<", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.NotEmpty(name);
    }

    public static TheoryData<string, string> Charts => new()
    {
        { "line", Line([(0, 1), (1, double.NaN), (2, 3)]).ToString() },
        { "line without points", Line([]).ToString() },
        { "bars", new BarChart { Title = "T<", Bars = [new("a<b", 2), new("c", -1), new("d", double.PositiveInfinity)] }.Draw().ToString() },
        { "no bars", new BarChart { Title = "T<", Bars = [] }.Draw().ToString() },
        { "reliability", new ReliabilityChart { Title = "T<", Bins = [new(0.1, 0.2, 5, 0.1, 0.3), new(0.5, 0.5, 9), new(double.NaN, 0, 1)] }.Draw().ToString() },
        { "intervals", new IntervalChart { Title = "T<", Rows = [new("a", 1, 0.5, 1.5, 0.9, Tone.Bad), new("b", null, Tone: Tone.Broken)], Reference = 1 }.Draw().ToString() },
        { "no intervals", new IntervalChart { Title = "T<", Rows = [] }.Draw().ToString() },
        { "heat", Heat(ChartRoom.Wide).ToString() },
        { "no heat", new HeatChart { Title = "T<", ColumnTitle = "c", Columns = [], Rows = [], Full = 1, Legend = "l" }.Draw(ChartRoom.Narrow).ToString() },
        { "contributions", new ContributionChart { Title = "T<", Unit = "u", Rows = [new("a", -1, 1, -0.5, 0.5), new("b", 0, 1), new("c", double.NaN, 1)] }.Draw().ToString() },
        { "no contributions", new ContributionChart { Title = "T<", Unit = "u", Rows = [] }.Draw(ChartRoom.Narrow).ToString() },
        { "spread", new SpreadChart { Title = "T<", XTitle = "x", YTitle = "y", Points = [new(1, -1, 0, 1, 5), new(2, double.NaN, 0, 1, 5), new(3, -1e300, 0, 1e300, 5)] }.Draw().ToString() },
        { "no spread", new SpreadChart { Title = "T<", XTitle = "x", YTitle = "y", Points = [] }.Draw(ChartRoom.Narrow).ToString() },
        { "glyph", IntervalGlyph.Draw(new("T<", 1, 0.5, 1.5, 0.9, Tone.Waiting))!.ToString() },
        { "share", ShareGlyph.Draw("T<", double.NaN, 2, 1, Tone.Bad).ToString() },
        { "spark", Sparkline.Draw("T<", [1, double.NaN, -3, 0], [1])!.ToString() },
    };

    [Fact]
    public void Line_runs_through_its_points_from_left_to_right()
    {
        var path = XElement.Parse(Line([(0, 0), (1, 1), (2, 2)]).ToString()).Elements(Svg + "path").Single().Attribute("d")!.Value;

        var places = path[1..].Split('L').Select(p => p.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray()).ToList();
        Assert.Equal(3, places.Count);
        Assert.True(places[0][0] < places[1][0] && places[1][0] < places[2][0]);
        Assert.True(places[0][1] > places[1][1] && places[1][1] > places[2][1]);
    }

    [Fact]
    public void Bars_are_as_long_as_their_values()
    {
        var bars = XElement.Parse(new BarChart { Title = "T", Bars = [new("a", 2), new("b", 1)] }.Draw().ToString()).Elements(Svg + "rect")
            .Select(r => double.Parse(r.Attribute("width")!.Value, CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(2, bars[0] / bars[1], 2);
    }

    [Fact]
    public void Cells_are_the_darker_the_greater_their_value()
    {
        var shades = XElement.Parse(Heat(ChartRoom.Wide).ToString()).Elements(Svg + "rect").Select(r => r.Attribute("class")!.Value);

        Assert.Equal(["cell h0", "cell h3", "cell h6", "cell h6", "cell h0", "cell h0"], shades);
    }

    [Fact]
    public void Where_there_is_little_room_the_last_columns_are_shown_and_the_title_says_so()
    {
        var many = new HeatChart { Title = "T", ColumnTitle = "month", Columns = [.. Enumerable.Range(1, 40).Select(i => $"2001-{i:00}")], Rows = [new("a", [.. Enumerable.Repeat<double?>(0.5, 40)])], Full = 1, Legend = "l" };
        var words = XElement.Parse(many.Draw(ChartRoom.Narrow).ToString()).Elements(Svg + "text").Select(t => t.Value).ToArray();

        Assert.Contains("2001-40", words);
        Assert.DoesNotContain("2001-01", words);
        Assert.Contains(words, w => w.StartsWith("month, the last ", StringComparison.Ordinal) && w.EndsWith(" of 40", StringComparison.Ordinal));
    }

    [Fact]
    public void Contribution_marks_stand_on_their_sides_of_zero()
    {
        var svg = XElement.Parse(new ContributionChart { Title = "T", Unit = "u", Rows = [new("a", -1, 2, -0.5, 1.5)] }.Draw().ToString());
        var zero = Place(svg.Elements(Svg + "line").Single(l => l.Attribute("class")!.Value == "base"), "x1");
        var marks = svg.Elements(Svg + "circle").Where(c => c.Element(Svg + "title") is not null).Select(c => Place(c, "cx")).ToArray();

        Assert.True(marks[0] < zero && zero < marks[1]);
        Assert.Equal(3, (marks[1] - zero) / (zero - marks[0]), 0.05);
    }

    [Fact]
    public void Values_that_no_axis_holds_end_at_its_edge()
    {
        var text = new LineChart { Title = "T", XTitle = "x", YTitle = "y", Series = [new("s", [(0, -1e308), (1, 1e308)])] }.Draw().ToString();

        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 2e9, "5E8")]
    [InlineData(0, 1e-9, "2E−10")]
    [InlineData(0, 100, "20")]
    public void Ticks_that_digits_would_crowd_are_powers_of_ten(double min, double max, string second) => Assert.Equal(second, Scale.Exactly(min, max, 0, 100).Ticks(5)[1].Label);

    [Fact]
    public void Names_of_lines_that_end_together_stay_apart_and_inside()
    {
        var words = XElement.Parse(new LineChart { Title = "T", XTitle = "x", YTitle = "y", Series = [.. Enumerable.Range(0, 4).Select(i => new LineSeries($"line{i}", [(0, 1), (1, 0)]))] }.Draw().ToString())
            .Elements(Svg + "text").Where(t => t.Value.StartsWith("line", StringComparison.Ordinal)).Select(t => Place(t, "y")).Order().ToArray();

        Assert.All(words.Zip(words.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 14.9));
        Assert.True(words[^1] <= 250);
    }

    [Fact]
    public void Words_are_cut_to_the_room_they_have()
    {
        Assert.Equal("carrier", MLOpsBuild.Documents.Charts.Svg.Fit("carrier", 100));
        Assert.Equal("WWWW…", MLOpsBuild.Documents.Charts.Svg.Fit(new string('W', 50), 60));
    }

    [Fact]
    public void Charts_for_both_rooms_are_both_there()
    {
        var both = XElement.Parse($"<p>{ChartRooms.Both(Heat)}</p>");

        Assert.Equal(["wide", "narrow"], both.Elements("div").Select(d => d.Attribute("class")!.Value));
        Assert.Equal(["640", "320"], both.Elements("div").Select(d => d.Element(Svg + "svg")!.Attribute("width")!.Value));
    }

    [Fact]
    public void Nothing_to_draw_gives_no_glyph()
    {
        Assert.Null(IntervalGlyph.Draw(new("x", null)));
        Assert.Null(Sparkline.Draw("x", []));
    }

    [Fact]
    public void Sparkline_characters_follow_the_values() => Assert.Equal("▁▅█ ", Sparkline.Text([0, 1, 2, double.NaN]));

    [Fact]
    public void Sparkline_characters_of_a_curve_start_at_its_least() => Assert.Equal("█▁", Sparkline.Text([11, 10], fromLeast: true));

    private static HtmlElement Heat(ChartRoom room) =>
        new HeatChart { Title = "T<", ColumnTitle = "c", Columns = ["a", "b", "d"], Rows = [new("r", [0, 0.5, 1]), new("s", [7, null, double.NaN])], Full = 1, Legend = "l" }.Draw(room);

    private static double Place(XElement shape, string attribute) => double.Parse(shape.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static HtmlElement Line((double, double)[] points) => new LineChart
    {
        Title = "T<",
        Description = "d",
        XTitle = "x",
        YTitle = "y",
        Series = [new("s", points)],
        Mark = 1,
        MarkLabel = "here",
    }.Draw();
}
