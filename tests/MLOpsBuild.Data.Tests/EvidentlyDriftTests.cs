using System.Text.Json;
using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Numerics;
using MLOpsBuild.Numerics.Distances;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests;

public sealed class EvidentlyDriftTests
{
    private static readonly DriftOptions Options = new() { Time = null, Preset = DriftPreset.Evidently };

    private static readonly JsonElement Reference = JsonDocument.Parse(File.ReadAllBytes(TestData.Find("tests/testdata/statistics/reference.json"))).RootElement;

    private static Table Numbers(int rows, int distinct, double start = 0) => new([new NumberColumn("x", [.. Enumerable.Range(0, rows).Select(i => start + i % distinct)])]);

    private static Table Texts(int rows, params string[] names) => new([TextColumn.Of("x", [.. Enumerable.Range(0, rows).Select(i => names[i % names.Length])])]);

    private static ColumnDrift Column(Table reference, Table current, EvidentlyMethod method = EvidentlyMethod.Default) =>
        Drift.Compare(reference, current, Options with { EvidentlyMethod = method }).Columns.Single();

    [Theory]
    [InlineData(1000, 6, "ks")]
    [InlineData(1001, 6, "wasserstein")]
    [InlineData(1000, 5, "chisquare")]
    [InlineData(1000, 3, "chisquare")]
    [InlineData(1000, 2, "z")]
    [InlineData(1001, 5, "js")]
    [InlineData(1001, 2, "js")]
    public void Numbers_are_tested_by_reference_rows_and_distinct_values(int rows, int distinct, string statistic)
    {
        var column = Column(Numbers(rows, distinct), Numbers(3000, distinct));

        Assert.Equal((Verdict.Pass, statistic), (column.Verdict, column.Statistics[0].Name));
        Assert.Equal(statistic is "wasserstein" or "js" ? 0.1 : 0.05, column.Limit);
    }

    [Theory]
    [InlineData(1000, 3, "chisquare")]
    [InlineData(1000, 2, "z")]
    [InlineData(1001, 2, "js")]
    [InlineData(1001, 3, "js")]
    public void Texts_are_tested_by_reference_rows_and_distinct_values(int rows, int distinct, string statistic)
    {
        string[] names = [.. "abc"[..distinct].Select(c => c.ToString())];

        Assert.Equal(statistic, Column(Texts(rows, names), Texts(500, names)).Statistics[0].Name);
    }

    [Fact]
    public void Distinct_values_are_counted_over_both_samples() =>
        Assert.Equal("ks", Column(Numbers(900, 5), Numbers(900, 5, 1)).Statistics[0].Name);

    [Fact]
    public void A_brand_new_category_always_alarms()
    {
        var current = TextColumn.Of("x", [.. Enumerable.Range(0, 500).Select(i => i == 0 ? "d" : "abc"[i % 3].ToString())]);

        var column = Column(Texts(1000, "a", "b", "c"), new Table([current]));

        Assert.Equal((Verdict.Fail, 0.0), (column.Verdict, column.Statistics[0].PValue));
    }

    [Fact]
    public void The_data_set_drifts_when_half_of_the_columns_do()
    {
        static Table Of(params double[] starts) => new([.. starts.Select((s, i) => new NumberColumn($"x{i}", [.. Enumerable.Range(0, 2000).Select(r => s + r % 50)]))]);

        Assert.Equal(Verdict.Fail, Drift.Compare(Of(0, 0), Of(9, 0), Options).Verdict);
        Assert.Equal(Verdict.Pass, Drift.Compare(Of(0, 0, 0), Of(9, 0, 0), Options).Verdict);
        Assert.Equal(Severity.Warning, Drift.Compare(Of(0, 0, 0), Of(9, 0, 0), Options).ToGateResult().Findings.Single().Severity);
        Assert.Equal(Verdict.Hold, Drift.Compare(Of(0).Take([]), Of(0), Options).Verdict);
    }

    [Fact]
    public void Histograms_have_the_edges_and_counts_of_NumPy()
    {
        foreach (var c in Reference.GetProperty("sturges").EnumerateArray())
        {
            double[] Values(string name) => [.. c.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
            var edges = EvidentlyBins.Sturges([.. Values("a"), .. Values("b")]);

            Assert.Equal(Values("edges"), edges);
            Assert.Equal(Values("countsA"), EvidentlyBins.Histogram(Values("a"), edges).Select(n => (double)n));
            Assert.Equal(Values("countsB"), EvidentlyBins.Histogram(Values("b"), edges).Select(n => (double)n));
        }
    }

    [Fact]
    public void Empty_bins_are_filled_before_indices_with_logarithms()
    {
        foreach (var c in Reference.GetProperty("counts").EnumerateArray())
        {
            long[] Counts(string name) => [.. c.GetProperty(name).EnumerateArray().Select(v => v.GetInt64())];
            var (p, q) = (EvidentlyBins.Filled(Counts("a")), EvidentlyBins.Filled(Counts("b")));

            Assert.Equal(c.GetProperty("filledPsi").GetDouble(), PopulationStability.OfShares(p, q), 1e-12);
            Assert.Equal(c.GetProperty("filledKl").GetDouble(), KullbackLeibler.OfShares(p, q)!.Value, 1e-12);
        }
    }

    [Theory]
    [InlineData(EvidentlyMethod.PopulationStability, "psi")]
    [InlineData(EvidentlyMethod.KullbackLeibler, "kl_div")]
    [InlineData(EvidentlyMethod.JensenShannon, "js")]
    [InlineData(EvidentlyMethod.Hellinger, "hellinger")]
    [InlineData(EvidentlyMethod.Energy, "ed")]
    [InlineData(EvidentlyMethod.Wasserstein, "wasserstein")]
    [InlineData(EvidentlyMethod.KolmogorovSmirnov, "ks")]
    public void A_method_may_be_named_for_all_columns(EvidentlyMethod method, string statistic)
    {
        var random = new SeededRandom(1);
        Table Uniform(double shift) => new([new NumberColumn("x", [.. Enumerable.Range(0, 800).Select(_ => shift + random.NextDouble())])]);

        Assert.Equal((Verdict.Fail, statistic), Column(Uniform(0), Uniform(.5), method) is var c ? (c.Verdict, c.Statistics[0].Name) : default);
        Assert.Equal(Verdict.Pass, Column(Uniform(0), Uniform(0), method).Verdict);
    }

    [Fact]
    public void Free_text_is_held_with_what_to_do_and_is_never_a_silent_pass()
    {
        var free = new Table([TextColumn.Of("x", [.. Enumerable.Range(0, 100).Select(i => $"note {i % 51}")])]);
        var held = Drift.Compare(free, free, Options);

        Assert.Equal((Verdict.Hold, Verdict.Hold), (held.Verdict, held.Columns.Single().Verdict));
        Assert.Contains("free text", held.Columns[0].Reason, StringComparison.Ordinal);
        Assert.Contains("x=jensenshannon", held.ToGateResult().Findings.Single().Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, Column(Texts(100, [.. Enumerable.Range(0, 50).Select(i => $"note {i}")]), Texts(100, [.. Enumerable.Range(0, 50).Select(i => $"note {i}")])).Verdict);
        Assert.Equal((Verdict.Pass, "js"), Column(free, free, EvidentlyMethod.JensenShannon) is var c ? (c.Verdict, c.Statistics[0].Name) : default);
    }

    [Theory]
    [InlineData(1, 0, 2, Verdict.Hold)]
    [InlineData(1, 1, 2, Verdict.Fail)]
    [InlineData(1, 0, 3, Verdict.Pass)]
    [InlineData(1, 1, 4, Verdict.Hold)]
    [InlineData(0, 2, 5, Verdict.Pass)]
    public void Columns_that_cannot_be_judged_hold_the_whole_only_where_they_could_turn_it(int held, int failed, int all, Verdict expected)
    {
        var columns = Enumerable.Range(0, all).Select(i => new ColumnDrift($"x{i}", i < held ? Verdict.Hold : i < held + failed ? Verdict.Fail : Verdict.Pass, "", null, []));

        Assert.Equal(expected, new DriftReport(DriftPreset.Evidently, 9, 0, 9, 0, [.. columns]).Verdict);
    }

    [Fact]
    public void A_method_may_be_named_for_one_column()
    {
        Table both = new([Numbers(2000, 50)["x"], TextColumn.Of("t", [.. Enumerable.Range(0, 2000).Select(i => $"{i % 9}")]), Numbers(2000, 50)["x"].Rename("y")]);
        var options = Options with { EvidentlyMethod = EvidentlyMethod.Hellinger, EvidentlyMethods = new Dictionary<string, EvidentlyMethod> { ["x"] = EvidentlyMethod.PopulationStability, ["t"] = EvidentlyMethod.TotalVariation } };

        Assert.Equal([("x", "psi"), ("t", "tvd"), ("y", "hellinger")], Drift.Compare(both, both, options).Columns.Select(c => (c.Column, c.Statistics[0].Name)));
    }

    [Fact]
    public void Methods_are_named_in_commands_as_in_files() =>
        Assert.All(Enum.GetValues<EvidentlyMethod>(), method => Assert.Equal(method, EvidentlyMethods.ByName[JsonSerializer.Serialize(method).Trim('"')]));

    [Fact]
    public void A_method_for_numbers_is_an_error_for_texts() =>
        Assert.Equal((Verdict.Error, "the method 'ks' is for numbers only"), Column(Texts(60, "a", "b"), Texts(60, "a", "b"), EvidentlyMethod.KolmogorovSmirnov) is var c ? (c.Verdict, c.Reason) : default);

    [Fact]
    public void Histograms_cannot_stand_for_rows() =>
        Assert.Throws<ArgumentException>(() => Drift.Compare(DayHistograms.Of(Numbers(10, 2), DriftBins.Of(Numbers(10, 2), Options)), DayHistograms.Of(Numbers(10, 2), DriftBins.Of(Numbers(10, 2), Options)), Options));
}
