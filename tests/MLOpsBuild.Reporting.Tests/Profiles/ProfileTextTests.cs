using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Reporting.Profiles;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Reporting.Tests.Profiles;

public sealed class ProfileTextTests
{
    [Fact]
    public void Text_is_as_verified() =>
        Snapshot.Matches(string.Join('\n', ProfileText.Write("flights", ProfileSamples.Flights("2001-01", 1))) + "\n", "profile", "txt");

    [Fact]
    public void Text_of_two_parts_is_as_verified() =>
        Snapshot.Matches(string.Join('\n', ProfileText.Write("flights", ProfileSamples.Flights("2001-01", 1), ProfileSamples.Flights("2001-02", 2, 900))) + "\n", "profile-parts", "txt");

    [Fact]
    public void Times_of_one_day_are_drawn_by_hours()
    {
        var times = new TimeColumn("at", [.. Enumerable.Range(0, 60).Select(i => new DateTime(2001, 1, 1, i % 3 == 0 ? 0 : 23, i, 0))]);
        var lines = ProfileText.Write("one day", new ProfiledPart("all", Profile.Of(new Table([times]), "at")));

        var plot = Assert.Single(lines, l => l.EndsWith('█') && l.StartsWith("  ", StringComparison.Ordinal) && l.Length == 26);
        Assert.Equal(22, plot[3..25].Length);
        Assert.Equal(plot[3..25].Distinct(), [' ']);
        Assert.NotEqual(' ', plot[2]);
        Assert.Contains("  2001-01-01 | 5 % 2001-01-01 00:06 | median 2001-01-01 23:14 | 95 % 2001-01-01 23:55 | 2001-01-01 23:59", lines);
    }

    [Fact]
    public void Hostile_text_reaches_no_terminal()
    {
        var lines = ProfileText.Write("\u001b[2J", ProfileSamples.Hostile("\u001b]0;x\u0007\u202e\r\n", 2));

        Assert.All(lines, l => Assert.DoesNotContain(l, c => char.IsControl(c) || c == '\u202e'));
        Assert.All(lines, l => Assert.InRange(l.Length, 0, 200));
    }
}
