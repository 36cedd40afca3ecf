using System.IO.Compression;
using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Tables;
using MLOpsBuild.Tables.Csv;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests;

/// <summary>The features and the target as continuous training compares them: months against the champion's training window.</summary>
public sealed class DriftFeatureTests
{
    private static readonly Lazy<Table> All = new(() =>
    {
        using var file = new GZipStream(File.OpenRead(TestData.Find("tests/testdata/departures-features-reference.csv.gz")), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return CsvReader.Read(bytes.ToArray(), new CsvOptions { File = "features" }).Table;
    });

    private static Table Between(int fromMonth, int fromDay, int toMonth)
    {
        var times = ((TimeColumn)All.Value["date"]).Values;
        var (from, to) = (new DateTime(2001, fromMonth, fromDay), new DateTime(2001, toMonth, 1).AddMonths(1));
        var rows = new List<int>();
        for (var row = 0; row < times.Length; row++)
        {
            if (times[row] >= from && times[row] < to) rows.Add(row);
        }

        return All.Value.Take([.. rows]);
    }

    private static DriftReport Month(int month) => Drift.Compare(Between(1, 15, 3), Between(month, 1, month), new DriftOptions { Time = "date", Target = "delay" });

    [Fact]
    public void May_has_drifted_in_delay_also_among_all_features()
    {
        var report = Month(5);
        var drifted = report.Columns.Where(c => c.Verdict == Verdict.Fail).Select(c => c.Column).ToArray();

        Assert.Contains("delay", drifted);
        Assert.Contains("y", drifted);
        Assert.DoesNotContain("distance", drifted);
        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    [Fact]
    public void April_has_drifted_in_nothing_and_what_has_a_value_a_day_is_held_by_so_few_days()
    {
        var report = Month(4);

        Assert.DoesNotContain(Verdict.Fail, report.Columns.Select(c => c.Verdict));
        Assert.Equal(Verdict.Hold, report.Columns.Single(c => c.Column == "prev_rate").Verdict);
        Assert.Equal(Verdict.Pass, report.Columns.Single(c => c.Column == "destination").Verdict);
    }
}
