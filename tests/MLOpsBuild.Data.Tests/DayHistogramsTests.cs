using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Numerics.Distances;

namespace MLOpsBuild.Data.Tests;

public sealed class DayHistogramsTests
{
    private static readonly DriftOptions Options = new() { Time = "date", Columns = ["delay", "tod", "distance", "destination"] };

    private static readonly DriftBins Bins = DriftBins.Of(DepartureTables.WithTimeOfDay(1), Options);

    private static DayHistograms Of(int month) => DayHistograms.Of(DepartureTables.WithTimeOfDay(month), Bins);

    [Fact]
    public void A_window_is_the_merge_of_its_partitions_in_any_order_and_however_they_are_cut()
    {
        var may = DepartureTables.WithTimeOfDay(5);
        var cut = DayHistograms.Of(may.Take([.. Enumerable.Range(0, 4000)]), Bins).Merge(DayHistograms.Of(may.Take([.. Enumerable.Range(4000, may.RowCount - 4000)]), Bins));

        Assert.Equal(Of(5).ToBytes(), cut.ToBytes());
        Assert.Equal(Of(4).Merge(Of(5)).ToBytes(), DayHistograms.MergeAll(Bins, [Of(5), Of(4)]).ToBytes());
        Assert.Equal((61, 8259L + 8868), (Of(4).Merge(Of(5)).BlockCount, Of(4).Merge(Of(5)).Rows));
    }

    [Fact]
    public void Comparing_histograms_says_what_comparing_rows_says()
    {
        var rows = Drift.Compare(DepartureTables.WithTimeOfDay(1), DepartureTables.WithTimeOfDay(5), Options);

        Assert.Equal(rows.ToJson(), Drift.Compare(Of(1), DayHistograms.FromBytes(Of(5).ToBytes(), Bins), Options).ToJson());
    }

    [Fact]
    public void Bytes_are_few_and_read_back_as_written()
    {
        var bytes = Of(3).ToBytes();

        Assert.InRange(bytes.Length, 10_000, 40_000);
        Assert.Equal(bytes, DayHistograms.FromBytes(bytes, DriftBins.FromJson(Bins.ToJson())).ToBytes());
    }

    [Fact]
    public void Other_bins_and_broken_bytes_are_refused()
    {
        var bytes = Of(3).ToBytes();
        var others = DriftBins.Of(DepartureTables.WithTimeOfDay(2), Options);

        Assert.Contains("not by", Assert.Throws<FormatException>(() => DayHistograms.FromBytes(bytes, others)).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => DayHistograms.FromBytes(bytes.AsSpan(0, bytes.Length - 1), Bins));
        Assert.Throws<FormatException>(() => DayHistograms.FromBytes([.. bytes, 0], Bins));
        Assert.Throws<FormatException>(() => DayHistograms.FromBytes([1, 2, 3], Bins));
        Assert.Throws<ArgumentException>(() => Of(1).Merge(DayHistograms.Of(DepartureTables.WithTimeOfDay(2), others)));
        Assert.Throws<FormatException>(() => DriftBins.FromJson("{\"version\":2,\"columns\":[]}"u8.ToArray()));
        Assert.Throws<FormatException>(() => DriftBins.FromJson("{\"version\":1,\"columns\":[{\"name\":\"a\",\"edges\":[\"2\",\"1\"]}]}"u8.ToArray()));
        Assert.Throws<FormatException>(() => DriftBins.FromJson("nothing"u8.ToArray()));
    }

    [Fact]
    public void Damaged_bytes_never_do_worse_than_a_format_error()
    {
        var bytes = Of(2).ToBytes();
        var random = new Numerics.SeededRandom(7);
        for (var round = 0; round < 300; round++)
        {
            var damaged = bytes.ToArray();
            for (var i = 0; i <= random.Next(3); i++) damaged[38 + random.Next(damaged.Length - 38)] ^= (byte)(1 + random.Next(255));
            if (Record.Exception(() => DayHistograms.FromBytes(damaged, Bins)) is { } e) Assert.IsType<FormatException>(e);
        }
    }

    [Fact]
    public void Independent_rows_are_dealt_to_blocks_wherever_the_file_is_cut()
    {
        var table = DepartureTables.WithTimeOfDay(2);
        var bins = DriftBins.Of(table, Options with { Time = null });
        var parts = DayHistograms.Of(table.Take([.. Enumerable.Range(0, 1001)]), bins).Merge(DayHistograms.Of(table.Take([.. Enumerable.Range(1001, table.RowCount - 1001)]), bins, 1001));

        Assert.Equal(DayHistograms.Of(table, bins).ToBytes(), parts.ToBytes());
        Assert.Equal(256, parts.BlockCount);
    }

    [Theory]
    [InlineData("delay", 0.004)]
    [InlineData("tod", 0.004)]
    [InlineData("distance", 1e-12)]
    public void A_binned_distance_is_never_more_than_the_exact_one_and_hardly_less(string column, double error)
    {
        for (var month = 2; month <= 6; month++)
        {
            var exact = KolmogorovSmirnov.Statistic(DepartureTables.WithTimeOfDay(1)[column].ToNumbers(), DepartureTables.WithTimeOfDay(month)[column].ToNumbers())!.Value;
            var binned = Drift.Compare(Of(1), Of(month), Options).Columns.Single(c => c.Column == column).Statistics[0].Value!.Value;

            Assert.InRange(binned, exact - error, exact + 1e-12);
        }
    }

    [Fact]
    public void Few_distinct_values_are_exact_also_against_values_that_the_reference_does_not_have()
    {
        var random = new Numerics.SeededRandom(3);
        for (var round = 0; round < 50; round++)
        {
            double[] a = [.. Enumerable.Range(0, 60).Select(_ => 2.0 * random.Next(6))];
            double[] b = [.. Enumerable.Range(0, 60).Select(_ => (double)random.Next(14) - 1)];
            var report = Drift.Compare(DriftSamples.Numbers(10, a), DriftSamples.Numbers(10, b), new DriftOptions { Time = "time" });

            Assert.Equal(KolmogorovSmirnov.Statistic(a, b)!.Value, report.Columns[0].Statistics[0].Value!.Value, 1e-12);
        }
    }

    [Fact]
    public void The_index_over_tenths_is_that_of_the_rows_where_values_are_few()
    {
        var (a, b) = (DepartureTables.Month(1)["distance"].ToNumbers(), DepartureTables.Month(6)["distance"].ToNumbers());
        var psi = Drift.Compare(Of(1), Of(6), Options).Columns.Single(c => c.Column == "distance").Statistics.Single(s => s.Name == "psi").Value!.Value;

        Assert.Equal(PopulationStability.OfNumbers(a, b)!.Value, psi, 1e-12);
    }
}
