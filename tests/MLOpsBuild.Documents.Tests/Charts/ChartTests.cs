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
    public void Nothing_to_draw_gives_no_glyph()
    {
        Assert.Null(IntervalGlyph.Draw(new("x", null)));
        Assert.Null(Sparkline.Draw("x", []));
    }

    [Fact]
    public void Sparkline_characters_follow_the_values() => Assert.Equal("▁▅█ ", Sparkline.Text([0, 1, 2, double.NaN]));

    [Fact]
    public void Sparkline_characters_of_a_curve_start_at_its_least() => Assert.Equal("█▁", Sparkline.Text([11, 10], fromLeast: true));

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
