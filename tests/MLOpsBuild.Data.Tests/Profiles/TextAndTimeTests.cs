using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests.Profiles;

public sealed class TextAndTimeTests
{
    [Fact]
    public void Lengths_are_those_of_code_points()
    {
        var x = Parts.Texts(["", "ab", "ab", "žluť", "𝒳𝒳𝒳", null]);

        Assert.Equal((5, 1, 0, 4, 1), (x.Count, x.Missing, x.ShortestText, x.LongestText, x.EmptyTexts));
        Assert.Equal((0 + 2 + 2 + 4 + 3) / 5.0, x.MeanTextLength);
    }

    [Fact]
    public void Long_texts_are_known_by_their_beginning_and_digest()
    {
        string one = new string('x', 500) + "1", other = new string('x', 500) + "2";
        var x = Parts.Texts([one, one, "short"]);

        Assert.True(x.Knows(one));
        Assert.False(x.Knows(other));
        Assert.Equal([KeyValuePair.Create("short", 1L), KeyValuePair.Create(ColumnProfile.KeyOf(one), 2L)], x.Texts);
        Assert.Equal(new string('x', 64) + "…#" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(one)))[..32], ColumnProfile.KeyOf(one));
        Assert.Equal(ColumnProfile.KeyOf(one), ColumnProfile.KeyOf(ColumnProfile.KeyOf(one)));
        Assert.Equal("short", ColumnProfile.KeyOf("short"));
    }

    [Fact]
    public void Whether_texts_are_all_counted_does_not_depend_on_their_grouping()
    {
        string[] values = [.. Enumerable.Range(0, 2049).Select(i => $"t{i}")];

        Assert.True(Parts.Texts(values[..2048]).IsExact);
        Assert.False(Parts.Texts(values).IsExact);
        Assert.False(Parts.Texts(values[..2000]).Merge(Parts.Texts(values[1000..])).IsExact);
        Assert.True(Parts.Texts(values[..2000]).Merge(Parts.Texts(values[1..2048])).IsExact);
    }

    [Fact]
    public void Numbers_are_all_counted_up_to_their_limits()
    {
        Assert.True(Parts.Of([.. Enumerable.Range(0, 1024).Select(i => i / 2.0)]).IsExact);
        Assert.False(Parts.Of([.. Enumerable.Range(0, 1025).Select(i => i / 2.0)]).IsExact);
        Assert.True(Parts.Of([.. Enumerable.Range(0, 2048).Select(i => (double)i)]).IsExact);
        Assert.False(Parts.Of([.. Enumerable.Range(0, 2049).Select(i => (double)i)]).IsExact);
        Assert.False(Parts.Of([.. Enumerable.Range(0, 1200).Select(i => (double)i)]).Merge(Parts.Of([0.5])).IsExact);
    }

    [Fact]
    public void Minus_zero_is_zero_and_missing_is_neither()
    {
        Assert.Equal((2, 1, 1), (Parts.Of([-0.0, 0.0, double.NaN]).Zeros, Parts.Of([-0.0, 0.0]).Distinct, Parts.Of([double.NaN, 0]).Missing));
        var integers = ColumnProfile.Of(new IntegerColumn("x", [0, 0, 5, 0], [0b0010]));
        Assert.Equal((3, 1, 2, 2), (integers.Count, integers.Missing, integers.Zeros, integers.Distinct));
    }

    [Fact]
    public void Days_become_months_and_years_when_they_are_too_many()
    {
        ColumnProfile Of(int days) => ColumnProfile.Of(new TimeColumn("x", [.. Enumerable.Range(0, days).Select(i => new DateTime(1901, 1, 1).AddDays(i))]));
        var late = ColumnProfile.Of(new TimeColumn("x", [new DateTime(2001, 5, 31, 23, 59, 0), DateTime.MinValue]));

        Assert.Equal((TimePeriod.Day, 3660), (Of(3660).Period, Of(3660).Days.Count));
        Assert.Equal((TimePeriod.Month, 31L), (Of(3661).Period, Of(3661).Days[new DateTime(1901, 1, 1)]));
        Assert.Equal((TimePeriod.Month, 1L), (Of(3660).Merge(late).Period, late.Merge(Of(3660)).Days[new DateTime(2001, 5, 1)]));
        Assert.Equal((new DateTime(1901, 1, 1), new DateTime(2001, 5, 31, 23, 59, 0), 1), (Of(9).Merge(late).Earliest, Of(9).Merge(late).Latest, late.Missing));
        Assert.Equal(TimePeriod.Year, Of(365 * 400).Period);
    }

    [Fact]
    public void Profiles_whose_days_come_from_different_columns_do_not_merge()
    {
        Profile Of(string name) => Profile.Of(new Table([new TimeColumn(name, [new DateTime(2001, 1, 1)])]), name);

        Assert.Throws<ArgumentException>(() => Of("a").Merge(Of("b")));
        Assert.Equal(("a", 1), (Of("a").TimeColumn, Of("a").Days.Count));
    }
}
