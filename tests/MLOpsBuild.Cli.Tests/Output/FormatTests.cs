using MLOpsBuild.Cli.Output;

namespace MLOpsBuild.Cli.Tests.Output;

public sealed class FormatTests
{
    [Fact]
    public void Plain_tables_align_text_left_and_numbers_right()
    {
        var grid = Grid.Of([("train", 12), ("evaluate", 3)], ("step", s => s.Item1), ("rows", s => $"{s.Item2}"));
        Assert.Equal(["step      rows", "train       12", "evaluate     3"], PlainGrid.Format(grid));
    }

    [Fact]
    public void Control_characters_and_reversed_text_are_written_out()
    {
        Assert.Equal("a\\u001b[31mb\\u202ec", SafeText.Of("a\u001b[31mb\u202ec"));
        Assert.Equal("Straße 東京\t→", SafeText.Of("Straße 東京\t→"));
    }

    [Theory]
    [InlineData("trian", "train")]
    [InlineData("TRAIN", "train")]
    [InlineData("evalute", "evaluate")]
    [InlineData("nothing", null)]
    [InlineData("t", null)]
    public void The_nearest_name_is_close_or_none(string typed, string? expected)
    {
        Assert.Equal(expected, NearestName.Find(typed, ["evaluate", "train"]));
    }

    [Theory]
    [InlineData(712, "712 B")]
    [InlineData(232274, "227 kB")]
    [InlineData(1468006, "1.4 MB")]
    public void Sizes_are_short(long bytes, string expected) => Assert.Equal(expected, Texts.Size(bytes));

    [Theory]
    [InlineData("1", null, true)]
    [InlineData("", null, false)]
    [InlineData(null, "dumb", true)]
    [InlineData(null, "xterm", false)]
    public void No_color_and_dumb_terminals_are_plain(string? noColor, string? term, bool expected)
    {
        var settings = TerminalSettings.OfProcess(name => name switch { "NO_COLOR" => noColor, "TERM" => term, _ => null });
        Assert.Equal(expected, settings.IsPlain);
    }

    [Fact]
    public void A_terminal_gets_borders_and_with_no_color_no_escape_sequence()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, new TerminalSettings(true, true, true));
        terminal.Show([Grid.Of(["[red]a"], ("name", n => n))]);
        terminal.Fail("no");
        Assert.Contains("[red]a", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("─", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output.ToString() + error);
    }

    [Fact]
    public void A_narrow_terminal_breaks_sentences_and_keeps_names_whole()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var name = new string('n', 40);
        new Terminal(output, error, new TerminalSettings(true, false, true)).Show([Grid.Of([name], ("name", n => n), ("why", _ => string.Join(' ', Enumerable.Repeat("word", 40))))]);
        Assert.Contains(name, output.ToString(), StringComparison.Ordinal);
    }
}
