using System.Globalization;
using MLOpsBuild.Content;

namespace MLOpsBuild.Data.Tests;

public sealed class WindowTests
{
    private static readonly Partition[] Months =
    [
        .. Enumerable.Range(1, 6).Select(m => new Partition($"2001-{m:00}", Digest.Of([]), 0, 1, new DateTime(2001, m, 1, 0, 10, 0), new DateTime(2001, m, 28, 23, 55, 0))),
    ];

    [Theory]
    [InlineData("all", "1 2 3 4 5 6")]
    [InlineData("last 3", "4 5 6")]
    [InlineData("last 30", "1 2 3 4 5 6")]
    [InlineData("2001-02", "2")]
    [InlineData("2001-01..2001-03", "1 2 3")]
    [InlineData("2001-05..2002-12", "5 6")]
    [InlineData("2001-01-15..2001-03-31", "1 2 3")]
    [InlineData("2001-01-29..2001-02-01", "2")]
    [InlineData("2001-01-15..2001-03", "1 2 3")]
    [InlineData("2001-02..2001-03-01", "2 3")]
    [InlineData("2002-01..2002-03", "")]
    public void A_window_names_partitions_and_is_written_as_it_was_read(string text, string months)
    {
        var window = Window.Parse(text);

        Assert.Equal(text, window.ToString());
        Assert.Equal(months, string.Join(' ', window.Partitions(Months).Select(p => int.Parse(p.Name[5..], CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Only_a_window_of_days_cuts_into_partitions()
    {
        var days = Window.Parse("2001-01-15..2001-03");

        Assert.False(days.Contains(new DateTime(2001, 1, 14, 23, 59, 0)));
        Assert.True(days.Contains(new DateTime(2001, 1, 15)));
        Assert.True(days.Contains(new DateTime(2001, 3, 31, 23, 59, 0)));
        Assert.False(days.Contains(new DateTime(2001, 4, 1)));
        Assert.True(Window.Parse("2001-02").Contains(new DateTime(1999, 1, 1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("last 0")]
    [InlineData("last -1")]
    [InlineData("last three")]
    [InlineData("2001-03..2001-01")]
    [InlineData("2001-03-01..2001-02-01")]
    [InlineData("2001-02-30..2001-03-01")]
    [InlineData("a..b..c")]
    [InlineData("..")]
    [InlineData("2001-01-15..spring")]
    public void Anything_else_is_refused(string text) => Assert.Throws<FormatException>(() => Window.Parse(text));
}
