using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests.Validation;

/// <summary>The contract of the demonstration against the real departures.</summary>
public sealed class DeparturesContractTests
{
    private static readonly DatasetSchema Schema = DatasetSchema.Load(TestData.Find("pipelines/flight-delay/schema.json"));

    private static readonly IReadOnlyList<ValidatedPartition> Months = Judge();

    private static List<ValidatedPartition> Judge()
    {
        var judged = new List<ValidatedPartition>();
        for (var month = 1; month <= 6; month++)
        {
            judged.Add(Validator.Read(Schema, DepartureTables.Bytes(month), DepartureTables.NameOf(month), [.. judged.Select(j => j.Profile)]));
        }

        return judged;
    }

    private static IEnumerable<Finding> Warnings(string rule) =>
        Months.SelectMany(m => m.Result.Findings).Where(f => f.Rule == rule && f.Severity == Severity.Warning);

    [Fact]
    public void Every_month_passes_with_warnings_at_most()
    {
        Assert.Equal([8189, 7305, 8267, 8259, 8868, 9343], Months.Select(m => m.Table.RowCount));
        Assert.All(Months, m => Assert.Equal((Validator.Gate, Verdict.Pass), (m.Result.Gate, m.Result.Verdict)));
        Assert.All(Months, m => Assert.DoesNotContain(m.Result.Findings, f => f.Severity == Severity.Error));
        Assert.Equal("2001-02.csv: 7305 rows, 14 rules: 0 errors, 2 warnings.", Months[1].Result.Summary);
    }

    [Fact]
    public void The_day_of_the_earthquake_is_the_only_day_with_too_few_rows()
    {
        var finding = Assert.Single(Warnings("date.volume"));

        Assert.StartsWith("2001-02-28 has 139 rows, below 70% of 274.5, the median of the 14 days before.", finding.Message, StringComparison.Ordinal);
        Assert.StartsWith("2001-02.csv:", finding.Place, StringComparison.Ordinal);
    }

    [Fact]
    public void The_six_odd_delays_are_found_with_their_rows()
    {
        var places = Warnings("delay.oddities").Select(f => f.Place);
        var messages = string.Join('\n', Warnings("delay.oddities").Select(f => f.Message));

        Assert.Equal(["2001-01.csv:974:delay", "2001-03.csv:76:delay", "2001-04.csv:2756:delay", "2001-06.csv:6545:delay"], places);
        Assert.All(["row 974 (702)", "row 6510 (-66)", "row 76 (1361)", "row 2756 (796)", "row 7492 (1109)", "row 6545 (1245)"], e => Assert.Contains(e, messages, StringComparison.Ordinal));
        Assert.StartsWith("2 of 8189 values of 'delay' (0.0244%) are outside -60 to 600: ", messages, StringComparison.Ordinal);
    }

    [Fact]
    public void The_four_rows_that_repeat_another_are_found()
    {
        Assert.Equal(4, Warnings("row.duplicates").Count());
        Assert.All(Warnings("row.duplicates"), f => Assert.Contains("; allowed are 0: row ", f.Message, StringComparison.Ordinal));
        Assert.Equal(["2001-02.csv", "2001-04.csv", "2001-05.csv", "2001-06.csv"], Warnings("row.duplicates").Select(f => f.Place!.Split(':')[0]));
    }

    [Fact]
    public void New_destinations_are_found_in_May_and_June()
    {
        Assert.Collection(
            Warnings("destination.new"),
            may => Assert.Contains("are new: SIT (12, first in row 5514)", may.Message, StringComparison.Ordinal),
            june => Assert.Contains("are new: BWI (28, first in row 750)", june.Message, StringComparison.Ordinal));
        Assert.Equal(2, Months[0].Result.Findings.Count(f => f.Severity == Severity.Info));
    }

    [Fact]
    public void A_dataset_seen_month_by_month_has_the_profile_of_all_its_rows()
    {
        var merged = Profile.MergeAll([.. Months.Select(m => m.Profile)])!;
        var whole = Profile.Of(Tables.Table.Concat([.. Months.Select(m => m.Table)]), "date");

        Assert.Equal(50_231, merged.Rows);
        Assert.Equal(47, merged.Columns["destination"].Distinct);
        Assert.Equal(181, merged.Days.Count);
        Assert.Equal(whole.Columns["destination"].Texts, merged.Columns["destination"].Texts);
        Assert.Equal(whole.Columns["delay"].Numbers, merged.Columns["delay"].Numbers);
        Assert.Equal(whole.Columns["delay"].Mean!.Value, merged.Columns["delay"].Mean!.Value, 10);
        Assert.Equal(whole.Columns["delay"].Variance!.Value, merged.Columns["delay"].Variance!.Value, 8);
        Assert.Equal((whole.From, whole.To), (merged.From, merged.To));
    }
}
