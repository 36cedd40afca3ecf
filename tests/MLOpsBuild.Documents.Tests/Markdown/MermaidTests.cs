using MLOpsBuild.Documents.Markdown;

namespace MLOpsBuild.Documents.Tests.Markdown;

public sealed class MermaidTests
{
    [Fact]
    public void Points_are_read_off_at_equal_distances()
    {
        var chart = Mermaid.Lines("Loss", "trees", "loss", [[(0, 1.0), (12, 0.0), (24, 6.0)]])!;

        Assert.StartsWith("xychart-beta\n    title \"Loss\"\n    x-axis \"trees\" 0 --> 24\n    y-axis \"loss\" 0 --> 6\n    line [1, 0.91666667, ", chart, StringComparison.Ordinal);
        Assert.Contains(" 0.08333333, 0, 0.5, 1, ", chart, StringComparison.Ordinal);
        Assert.EndsWith(", 5.5, 6]\n", chart, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_cannot_leave_their_quotes()
    {
        var chart = Mermaid.Lines("a\"]\nclick x \"javascript:y\" %%{init}", "<b>#35;", "`${z}`", [[(0, 1), (1, 2)]])!;

        Assert.Equal(5, chart.TrimEnd('\n').Split('\n').Length);
        Assert.Equal(6, chart.Count(c => c == '"'));
        Assert.DoesNotContain(chart, c => c is '<' or '#' or '`' or '$' or '{' or '%' or ';');
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1e300)]
    public void Values_that_mermaid_cannot_draw_are_left_out(double value)
    {
        Assert.Null(Mermaid.Lines("t", "x", "y", [[(0, value), (1, 2)]]));
        Assert.NotNull(Mermaid.Lines("t", "x", "y", [[(0, value), (1, 2), (2, 2)]]));
    }

    [Fact]
    public void Nothing_gives_nothing()
    {
        Assert.Null(Mermaid.Lines("t", "x", "y", []));
        Assert.Null(Mermaid.Lines("t", "x", "y", [[(3, 1), (3, 2)]]));
    }
}
