using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests.Profiles;

public sealed class TimeSpreadTests
{
    private const int Count = 12_000;
    private static readonly DateTime Start = new(2001, 1, 1);

    public static TheoryData<string, string> OrdersAndCuts =>
        [.. new[] { "sorted", "reversed", "zig-zag", "shuffled", "all equal", "two values" }.SelectMany(order => new[] { "one", "batches", "tiny", "tree", "backwards" }.Select(cut => (order, cut)))];

    [Theory]
    [MemberData(nameof(OrdersAndCuts))]
    public void Ranks_are_within_the_stated_error_after_any_order_and_merges(string order, string cut)
    {
        var times = Ordered(order);
        var x = Profiled(times, cut);
        Array.Sort(times);

        Assert.Equal((Count, times[0], times[^1]), (x.Count, x.Earliest, x.Latest));
        Assert.InRange(x.QuantileError, 0, order is "all equal" or "two values" ? 0 : 0.013);
        for (var i = 1; i < 100; i++)
        {
            var time = x.TimeQuantile(i / 100.0)!.Value;
            double below = times.Count(t => t < time), upTo = times.Count(t => t <= time);
            Assert.InRange(i / 100.0, (below / Count) - x.QuantileError, (upTo / Count) + x.QuantileError);
        }
    }

    [Theory]
    [MemberData(nameof(OrdersAndCuts))]
    public void A_histogram_counts_every_time_within_its_error(string order, string cut)
    {
        var times = Ordered(order);
        var x = Profiled(times, cut);
        var histogram = x.TimeHistogram(24, times.Min(), times.Max().AddSeconds(1))!;

        Assert.Equal(Count, histogram.Counts.Sum());
        for (var bin = 0; bin < 24; bin++)
        {
            var truth = times.Count(t => t.Ticks / 1e7 >= histogram.Edges[bin] && t.Ticks / 1e7 < histogram.Edges[bin + 1]);
            Assert.InRange(histogram.Counts[bin], truth - (histogram.Error * Count), truth + (histogram.Error * Count));
        }
    }

    [Fact]
    public void Few_times_are_exact_to_the_millisecond_whatever_their_order_and_grouping()
    {
        DateTime[] times = [.. Enumerable.Range(0, 1024).Select(i => Start.AddMilliseconds(i * 7919.0))];
        var (one, other) = (Of(times), Of([.. times.Reverse().Concat(times)]).Merge(Of(times[..3])));

        Assert.Equal((0, 0), (one.QuantileError, other.QuantileError));
        Assert.All(Enumerable.Range(1, 1024), rank => Assert.Equal(times[rank - 1], one.TimeQuantile(rank / 1024.0)));
        Assert.InRange(Of([.. times, Start.AddHours(1)]).QuantileError, double.Epsilon, 0.013);
        Assert.Null(Of([default]).TimeQuantile(0.5));
        Assert.Null(Parts.Of([1]).TimeQuantile(0.5));
    }

    [Fact]
    public void Times_at_the_ends_of_the_calendar_and_finer_than_milliseconds_are_taken()
    {
        DateTime[] times = [new DateTime(1), new DateTime(2), new DateTime(10_001), DateTime.MaxValue];
        var x = Of(times);

        Assert.Equal((4, times[0], times[3]), (x.Distinct, x.Earliest, x.Latest));
        Assert.Equal((times[0], times[3]), (x.TimeQuantile(0), x.TimeQuantile(1)));
        Assert.Equal(new DateTime(10_000), x.TimeQuantile(0.6));
        Assert.Equal([KeyValuePair.Create(DateTime.MinValue, 3L), KeyValuePair.Create(new DateTime(9999, 12, 31), 1L)], x.Days);
    }

    private static DateTime[] Ordered(string order)
    {
        DateTime[] times = [.. Enumerable.Range(0, Count).Select(i => Start.AddMinutes(i * 3))];
        switch (order)
        {
            case "reversed": Array.Reverse(times); break;
            case "zig-zag": return [.. Enumerable.Range(0, Count).Select(i => times[i % 2 == 0 ? i : Count - i])];
            case "shuffled": new SeededRandom(3).Shuffle(times.AsSpan()); break;
            case "all equal": return [.. Enumerable.Repeat(Start, Count)];
            case "two values": return [.. Enumerable.Range(0, Count).Select(i => i % 3 == 0 ? Start : Start.AddDays(400))];
        }

        return times;
    }

    private static ColumnProfile Profiled(DateTime[] times, string cut) => cut switch
    {
        "one" => Of(times),
        "batches" => times.Chunk(4096).Select(Of).Aggregate((a, b) => a.Merge(b)),
        "tiny" => times.Chunk(11).Select(Of).Aggregate((a, b) => a.Merge(b)),
        "backwards" => times.Chunk(700).Select(Of).Aggregate((a, b) => b.Merge(a)),
        _ => Tree([.. times.Chunk(61).Select(Of)]),
    };

    private static ColumnProfile Tree(ColumnProfile[] parts) =>
        parts.Length == 1 ? parts[0] : Tree(parts[..(parts.Length / 2)]).Merge(Tree(parts[(parts.Length / 2)..]));

    private static ColumnProfile Of(DateTime[] times) => ColumnProfile.Of(new TimeColumn("x", times));
}
