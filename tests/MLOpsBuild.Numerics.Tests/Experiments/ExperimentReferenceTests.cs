using System.Text.Json;
using MLOpsBuild.Numerics.Distributions;
using MLOpsBuild.Numerics.Experiments;
using MLOpsBuild.Numerics.Hypotheses;
using MLOpsBuild.Numerics.Intervals;

namespace MLOpsBuild.Numerics.Tests.Experiments;

public sealed class ExperimentReferenceTests
{
    private static IEnumerable<double[]> Rows(string name) => StatisticsReference.Experiments(name).Select(StatisticsReference.Numbers);

    private static void Near(double expected, double? actual, double relative, string what) =>
        Assert.True(actual is { } value && Math.Abs(value - expected) <= relative * Math.Max(Math.Abs(expected), 1e-290), $"{what}: {actual:R} where the reference has {expected:R}");

    [Fact]
    public void Beta_function_is_that_of_SciPy()
    {
        foreach (var c in Rows("beta"))
        {
            Near(c[3], BetaFunction.Regularized(c[0], c[1], c[2]), c[3] < 1e-20 ? 1e-9 : 1e-11, string.Join(' ', c));
        }
    }

    [Fact]
    public void Student_distribution_is_that_of_SciPy()
    {
        foreach (var c in Rows("t")) Near(c[2], StudentT.Survival(c[0], c[1]), 1e-11, string.Join(' ', c));
        // SciPy 1.10 finds quantiles to nine digits; with one degree of freedom the value is the cotangent of half the share of a half turn.
        foreach (var c in Rows("tQuantile")) Near(c[2], StudentT.TwoSidedQuantile(c[0], c[1]), 5e-9, string.Join(' ', c));
        Assert.Equal(1 / Math.Tan(0.0005 * Math.PI), StudentT.TwoSidedQuantile(0.001, 1), 1e-9);
    }

    [Fact]
    public void Noncentral_Student_distribution_is_that_of_SciPy()
    {
        foreach (var c in Rows("noncentralT")) Assert.True(Math.Abs(c[3] - NoncentralT.Cumulative(c[0], c[1], c[2])) < 1e-9, string.Join(' ', c));
    }

    [Fact]
    public void DeLong_is_that_of_the_definition_over_all_pairs()
    {
        foreach (var c in StatisticsReference.Experiments("delong"))
        {
            double[] Numbers(string name) => StatisticsReference.Numbers(c.GetProperty(name));
            double Number(string name) => c.GetProperty(name).GetDouble();
            var found = DeLongTest.Compare(Numbers("a"), Numbers("b"), Numbers("y"))!;
            var one = DeLongTest.Of(Numbers("a"), Numbers("y"))!;

            Near(Number("aucA"), found.AucA, 1e-12, "AUC of A");
            Near(Number("aucB"), found.AucB, 1e-12, "AUC of B");
            Near(Number("errorA"), one.StandardError, 1e-10, "error of A");
            Near(Number("error"), found.StandardError, 1e-10, "error");
            Near(Number("z"), found.Z, 1e-10, "z");
            Near(Number("p"), found.PValue, 1e-9, "p");
        }
    }

    [Fact]
    public void McNemar_is_that_of_statsmodels()
    {
        foreach (var c in Rows("mcnemar"))
        {
            var (b, d) = ((int)c[0], (int)c[1]);
            Near(c[2], McNemarTest.Exact(b, d).PValue, 1e-10, "exact");
            Near(c[3], McNemarTest.ChiSquare(b, d, corrected: false)!.Value.Statistic, 1e-12, "statistic");
            Near(c[4], McNemarTest.ChiSquare(b, d, corrected: false)!.Value.PValue, 1e-10, "p");
            Near(c[5], McNemarTest.ChiSquare(b, d)!.Value.Statistic, 1e-12, "corrected statistic");
            Near(c[6], McNemarTest.ChiSquare(b, d)!.Value.PValue, 1e-10, "corrected p");
        }
    }

    [Fact]
    public void Intervals_are_those_of_statsmodels_and_SciPy()
    {
        foreach (var c in Rows("wilson"))
        {
            var interval = AnalyticInterval.OfShare((long)c[0], (long)c[1], c[2])!.Value;
            Assert.Equal(c[3], interval.Low, 1e-12);
            Assert.Equal(c[4], interval.High, 1e-12);
        }

        foreach (var c in StatisticsReference.Experiments("mean"))
        {
            var interval = AnalyticInterval.OfMean(StatisticsReference.Numbers(c.GetProperty("x")), c.GetProperty("level").GetDouble())!.Value;
            Near(c.GetProperty("low").GetDouble(), interval.Low, 1e-8, "low");
            Near(c.GetProperty("high").GetDouble(), interval.High, 1e-8, "high");
        }
    }

    [Fact]
    public void Power_and_size_are_those_of_statsmodels()
    {
        foreach (var c in Rows("sharePower"))
        {
            Near(c[5], ShareExperiment.Power(c[0], c[1], c[2], new ExperimentOptions { Ratio = c[3], Alpha = c[4] }), 1e-9, string.Join(' ', c));
        }

        foreach (var c in Rows("meanPower"))
        {
            Near(c[4], MeanExperiment.Power(c[0], 1, c[1], new ExperimentOptions { Ratio = c[2], Alpha = c[3] }), 1e-8, string.Join(' ', c));
        }

        foreach (var c in Rows("meanSize"))
        {
            Near(c[4], MeanExperiment.Size(c[0], 1, new ExperimentOptions { Power = c[1], Ratio = c[2], Alpha = c[3] }).Exact, 1e-6, string.Join(' ', c));
        }
    }

    [Fact]
    public void Corrections_for_many_tests_are_those_of_statsmodels()
    {
        JsonElement[] lists = [.. StatisticsReference.Experiments("adjusted")];
        var p = StatisticsReference.Numbers(lists[0]);

        Assert.Equal(StatisticsReference.Numbers(lists[1]), Holm.Adjust(p), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(StatisticsReference.Numbers(lists[2]), FalseDiscovery.Adjust(p), (a, b) => Math.Abs(a - b) < 1e-12);
    }
}
