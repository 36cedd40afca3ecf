using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Data.Tests.Profiles;

public sealed class TextLengthTests
{
    [Fact]
    public void Lengths_are_counted_one_by_one_below_64_and_by_eighths_of_doublings_above()
    {
        var x = Parts.Texts(["", "ab", "cd", new string('x', 63), new string('x', 64), new string('x', 71), new string('x', 72), new string('x', 1000), null]);

        Assert.Equal([new(0, 0, 1), new(2, 2, 2), new(63, 63, 1), new(64, 71, 2), new(72, 79, 1), new(960, 1023, 1)], x.TextLengths);
    }

    [Fact]
    public void Every_length_has_one_bin()
    {
        for (var bin = 0; bin < LengthBins.Most; bin++)
        {
            Assert.Equal((bin, bin), (LengthBins.Of(LengthBins.FirstOf(bin)), LengthBins.Of(LengthBins.FirstOf(bin + 1) - 1)));
        }

        Assert.Equal(1L << 31, LengthBins.FirstOf(LengthBins.Most));
    }

    [Theory]
    [InlineData("sorted")]
    [InlineData("reversed")]
    [InlineData("zig-zag")]
    [InlineData("all equal")]
    [InlineData("two values")]
    public void No_order_and_no_grouping_of_merges_shows(string order)
    {
        var random = new SeededRandom(7);
        int[] lengths = [.. Enumerable.Range(0, 900).Select(i => order switch { "zig-zag" => i % 2 == 0 ? i : 900 - i, "all equal" => 80, "two values" => i % 2 * 500, _ => i })];
        if (order == "reversed") Array.Reverse(lengths);
        string[] texts = [.. lengths.Select(n => new string((char)('a' + (n % 20)), n))];
        var whole = Parts.Texts(texts).TextLengths.ToArray();
        random.Shuffle(texts.AsSpan());
        var parts = texts.Chunk(37).Select(Parts.Texts).ToArray();

        Assert.Equal(900, whole.Sum(b => b.Count));
        Assert.Equal(whole, parts.Aggregate((a, b) => a.Merge(b)).TextLengths);
        Assert.Equal(whole, parts.Aggregate((a, b) => b.Merge(a)).TextLengths);
        Assert.All(whole, bin => Assert.Equal(lengths.Count(n => n >= bin.First && n <= bin.Last), bin.Count));
    }
}
