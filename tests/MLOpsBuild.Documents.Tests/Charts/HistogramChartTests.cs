using MLOpsBuild.Documents.Charts;

namespace MLOpsBuild.Documents.Tests.Charts;

public sealed class HistogramChartTests
{
    [Fact]
    public void Columns_stand_at_their_edges_and_are_as_high_as_their_counts()
    {
        var drawing = new HistogramChart { Title = "delay", Edges = [0, 1, 2], Series = [new("x", [1, 2])] }.Draw().ToString();

        Assert.Contains("d=\"M1.5 120V60H239.5V120M240.5 120V0H478.5V120\"", drawing, StringComparison.Ordinal);
        Assert.Contains("<title>delay</title>", drawing, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_samples_share_an_axis_and_have_their_names()
    {
        var drawing = new HistogramChart { Title = "delay", Edges = [0, 1], Series = [new("<a>", [1]), new("b", [900])], Ticks = [(0, "first"), (1, "last")] }.Draw().ToString();

        Assert.Contains("&lt;a&gt;", drawing, StringComparison.Ordinal);
        Assert.Contains("first", drawing, StringComparison.Ordinal);
        Assert.Equal(3, drawing.Split("class=\"bar\"").Length);
    }

    [Fact]
    public void Empty_and_broken_counts_draw_no_column()
    {
        Assert.Contains("d=\"\"", HistogramChart.Glyph("none", [0, -1, double.NaN, double.PositiveInfinity]).ToString(), StringComparison.Ordinal);
        Assert.Contains("d=\"\"", HistogramChart.Glyph("none", []).ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new HistogramChart { Title = "x", Edges = [0, 1], Series = [new("x", [1, 2])] }.Draw());
    }
}
