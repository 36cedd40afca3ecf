using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Summaries;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Data.Tests.Summaries;

public sealed class SummaryCacheTests : IDisposable
{
    private static readonly DatasetSchema Schema = DatasetSchema.Parse("""
        { "version": 1, "time": "at", "columns": { "at": { "type": "time" }, "shop": { "type": "text" }, "size": { "type": "number" }, "dow": { "type": "integer", "role": "calendar" } } }
        """u8);

    private static readonly byte[] Csv = Encoding.UTF8.GetBytes("at,shop,size,dow\n" + string.Concat(Enumerable.Range(0, 900).Select(i => FormattableString.Invariant(
        $"2024-01-{(i / 45) + 1:00} 10:00,{(i % 7 == 0 ? "" : i % 3 == 0 ? "north" : "south")},{i * 37 % 601 / 10.0},{i / 45 % 7}\n"))));

    private static readonly Digest January = Digest.Of(Csv);
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-summaries-").FullName;

    private PartitionSummaries Known => new(new SummaryCache(_folder), Schema, LockedDataset.Csv);

    private static DriftOptions Options => new() { Time = "at", Calendar = ["dow"] };

    [Fact]
    public void A_partition_is_read_once()
    {
        var opened = 0;
        Stream Open()
        {
            opened++;
            return new MemoryStream(Csv);
        }

        var first = Known.FindOrMake(January, Open, "2024-01", 2, TestContext.Current.CancellationToken);
        Assert.Equal(first.ToJson(), Known.FindOrMake(January, Open, "2024-01", 1, TestContext.Current.CancellationToken).ToJson());
        var bins = DriftBins.Of(first, Options);
        var counted = Known.Histograms(January, bins, Open, "2024-01", 2, TestContext.Current.CancellationToken);
        Assert.Equal(counted.ToBytes(), Known.Histograms(January, bins, Open, "2024-01", 2, TestContext.Current.CancellationToken).ToBytes());
        Assert.Equal(2, opened);
    }

    [Fact]
    public void A_damaged_summary_is_made_anew()
    {
        var first = Known.FindOrMake(January, () => new MemoryStream(Csv), "2024-01", 1, TestContext.Current.CancellationToken);
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)) File.WriteAllText(file, "{");
        Assert.Equal(first.ToJson(), Known.FindOrMake(January, () => new MemoryStream(Csv), "2024-01", 1, TestContext.Current.CancellationToken).ToJson());
    }

    [Fact]
    public void Bins_of_an_exact_profile_are_those_of_its_rows_and_without_what_the_calendar_fixes()
    {
        var table = CsvReader.Read(Csv, Schema.ToCsvOptions("january.csv")).Table;
        var profile = Profile.Of(table, "at");
        var options = Options with { MostEdges = 64, Columns = ["shop", "size"] };
        Assert.Equal(DriftBins.Of(table, options).Digest, DriftBins.Of(profile, options).Digest);
        Assert.Equal(DriftBins.Of(table, options with { MostEdges = 4096 }).Digest, DriftBins.Of(profile, options with { MostEdges = 4096 }).Digest);
        Assert.Equal(DriftBins.Of(profile, options).Digest, DriftBins.Of(profile, Options with { MostEdges = 64 }).Digest);
        Assert.Contains("'size'", Assert.Throws<KeyNotFoundException>(() => DriftBins.Of(profile, Options with { Columns = ["siz"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_of_days_is_cut_from_the_histograms_of_whole_partitions()
    {
        var table = CsvReader.Read(Csv, Schema.ToCsvOptions("january.csv")).Table;
        var bins = DriftBins.Of(table, Options);
        var cut = DayHistograms.Of(table, bins).Within(Window.Parse("2024-01-03..2024-01-05"));
        Assert.Equal(DayHistograms.Of(table.Take([.. Enumerable.Range(90, 135)]), bins).ToBytes(), cut.ToBytes());
        Assert.Same(cut, cut.Within(Window.All));
    }

    [Fact]
    public void A_column_of_identifiers_is_not_judged()
    {
        var csv = Encoding.UTF8.GetBytes("id\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"order-{i}\n")));
        var table = CsvReader.Read(csv, new Tables.CsvOptions()).Table;
        var options = new DriftOptions { Time = null };
        var bins = DriftBins.Of(Profile.Of(table, null), options);
        var read = DriftBins.FromJson(bins.ToJson());
        Assert.Equal(bins.Digest, read.Digest);
        var column = Assert.Single(Drift.Compare(DayHistograms.Of(table, read), DayHistograms.Of(table, read), options).Columns);
        Assert.Contains("identifier", column.Reason, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
