namespace MLOpsBuild.Numerics.Tests;

public sealed class SeededRandomTests
{
    [Fact]
    public void Seed_gives_the_same_numbers_as_ever()
    {
        var random = new SeededRandom(42);

        Assert.Equal(["15780B2E0C2EC716", "6104D9866D113A7E", "AE17533239E499A1"], Enumerable.Range(0, 3).Select(_ => random.NextBits().ToString("X16")));
    }

    [Fact]
    public void Whole_numbers_are_evenly_spread()
    {
        var random = new SeededRandom(1);
        var counts = new int[6];
        for (var i = 0; i < 60_000; i++) counts[random.Next(6)]++;

        Assert.All(counts, count => Assert.InRange(count, 9_700, 10_300));
    }

    [Fact]
    public void Shuffle_keeps_every_item()
    {
        int[] items = [.. Enumerable.Range(0, 100)];
        new SeededRandom(9).Shuffle<int>(items);

        Assert.NotEqual(Enumerable.Range(0, 100), items);
        Assert.Equal(Enumerable.Range(0, 100), items.Order());
    }
}
