using MLOpsBuild.Reporting.Profiles;

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
    public void Hostile_text_reaches_no_terminal()
    {
        var lines = ProfileText.Write("\u001b[2J", ProfileSamples.Hostile("\u001b]0;x\u0007\u202e\r\n", 2));

        Assert.All(lines, l => Assert.DoesNotContain(l, c => char.IsControl(c) || c == '\u202e'));
        Assert.All(lines, l => Assert.InRange(l.Length, 0, 200));
    }
}
