using System.Text.Json;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Data.Validation.Samples;
using MLOpsBuild.Numerics.Associations;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests.Validation.Samples;

/// <summary>Associations and outlier scores against those of SciPy and NumPy (tests/testdata/checks-reference.py).</summary>
public sealed class SampleReferenceTests
{
    private static readonly JsonElement Reference = JsonDocument.Parse(File.ReadAllBytes(TestData.Find("tests/testdata/checks-reference.json"))).RootElement;

    private static double Figure(string name) => Reference.GetProperty(name).GetDouble();

    private static double[] Numbers(string name) => [.. Reference.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    private static int[] Codes(string name) => [.. Reference.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];

    [Fact]
    public void Associations_are_those_of_SciPy()
    {
        Assert.Equal(Figure("cramer"), CramersV.Of(Codes("a"), Codes("b"), corrected: false)!.Value, 1e-12);
        Assert.Equal(Figure("bergsma"), CramersV.Of(Codes("a"), Codes("b"), corrected: true)!.Value, 1e-12);
        Assert.Equal(Figure("eta"), CorrelationRatio.Of(Codes("a"), Numbers("x"), corrected: false)!.Value, 1e-12);
        Assert.Equal(Figure("epsilon"), CorrelationRatio.Of(Codes("a"), Numbers("x"), corrected: true)!.Value, 1e-12);
        Assert.Equal(Figure("spearman"), RankCorrelation.Of(Numbers("x"), Numbers("y"))!.Value, 1e-12);
    }

    [Fact]
    public void Associations_of_a_real_month_are_those_of_SciPy()
    {
        var month = DepartureTables.Month(1);
        var late = TextColumn.Of("late", [.. month["delay"].ToNumbers().Select(d => d > 0 ? "late" : "on time")]);
        var tally = new SampleTally(["destination", "distance", "delay", "late"], SampleMeasure.Most);
        tally.Add(new Batch(month.With(late), 2));
        var sample = tally.Build();
        var january = Reference.GetProperty("january");

        Assert.True(sample.IsAll);
        Assert.Equal(Math.Abs(january.GetProperty("spearmanDelayDistance").GetDouble()), Association.Of(sample["delay"], sample["distance"])!.Value.Value, 1e-9);
        Assert.Equal(january.GetProperty("epsilonDestinationDelay").GetDouble(), Association.Of(sample["delay"], sample["destination"])!.Value.Value, 1e-9);
        Assert.Equal(january.GetProperty("bergsmaDestinationLate").GetDouble(), Association.Of(sample["late"], sample["destination"])!.Value.Value, 1e-9);
    }

    [Fact]
    public void Names_that_never_repeat_are_associated_by_chance_alone()
    {
        int[] names = [.. Enumerable.Range(0, 100)];

        Assert.Equal(1, CramersV.Of(names, names, corrected: false));
        Assert.Equal(0, CramersV.Of(names, names, corrected: true));
        Assert.Equal(0, CorrelationRatio.Of(names, [.. names.Select(n => n * 1.5)], corrected: true));
        Assert.Null(CramersV.Of(new int[5], [0, 1, 2, 3, 4], corrected: true));
        Assert.Null(RankCorrelation.Of([1, 1, 1], [1, 2, 3]));
        Assert.Null(CorrelationRatio.Of([0, 1, 1], [2, 2, 2], corrected: false));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Of([1], [1, 2]));
    }

    [Fact]
    public void A_row_with_a_missing_value_does_not_count()
    {
        Assert.Equal(1, RankCorrelation.Of([1, 2, double.NaN, 3], [2, 4, -9, 8])!.Value, 1e-12);
        Assert.Equal(1, CramersV.Of([0, 1, 0, 1, -1], [1, 0, 1, 0, 1], corrected: false)!.Value, 1e-12);
        Assert.Equal(1, CorrelationRatio.Of([0, 0, 1, 1, 0], [5, 5, 6, 6, double.NaN], corrected: false)!.Value, 1e-12);
    }

    [Fact]
    public void Outlier_scores_are_those_of_an_independent_program()
    {
        double[][] points = [.. Reference.GetProperty("points").EnumerateArray().Select(p => p.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
        SampledColumn[] columns = [.. Enumerable.Range(0, 2).Select(c => new SampledColumn($"{c}", ColumnType.Number, [.. points.Select(p => BitConverter.DoubleToInt64Bits(p[c]))]))];

        var scores = OutlierScores.Of(points.Length, 10, OutlierScores.Gower(columns), leastSpread: 0);

        foreach (var (expected, score) in Numbers("loop").Zip(scores)) Assert.Equal(expected, score, 1e-9);
    }

    [Fact]
    public void Copies_of_a_row_are_no_outliers_and_texts_and_missing_values_have_distances()
    {
        Assert.All(OutlierScores.Of(60, 10, (_, distances) => Array.Clear(distances)), s => Assert.Equal(0, s));
        var numbers = new SampledColumn("n", ColumnType.Number, [.. new[] { 0, 10, 5, double.NaN }.Select(BitConverter.DoubleToInt64Bits)]);
        var texts = new SampledColumn("c", ColumnType.Text, [1, 2, 1, 2]);
        var distances = new double[4];
        OutlierScores.Gower([numbers, texts])(0, distances);
        Assert.Equal([0, 1, 0.25, 1], distances);
    }
}
