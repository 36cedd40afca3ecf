using MLOpsBuild.Numerics.Distributions;
using MLOpsBuild.Numerics.Experiments;
using MLOpsBuild.Numerics.Hypotheses;
using MLOpsBuild.Numerics.Intervals;

namespace MLOpsBuild.Numerics.Tests.Experiments;

public sealed class ExperimentTests
{
    [Fact]
    public void Size_reaches_the_power_and_one_row_less_does_not()
    {
        var options = new ExperimentOptions { Power = 0.9 };
        var size = ShareExperiment.Size(0.1, 0.12, options);

        Assert.True(ShareExperiment.Power(0.1, 0.12, size.RowsA, options) >= 0.9);
        Assert.True(ShareExperiment.Power(0.1, 0.12, size.RowsA - 1, options) < 0.9);
        Assert.Equal(0.9, size.Power, 1e-6);
    }

    [Fact]
    public void Rows_that_share_days_are_needed_in_proportion()
    {
        var independent = ShareExperiment.Size(0.25, 0.22, new ExperimentOptions());
        var shared = ShareExperiment.Size(0.25, 0.22, new ExperimentOptions { DesignEffect = 5 });

        Assert.Equal(5, shared.Exact / independent.Exact, 1e-6);
    }

    [Fact]
    public void Ratio_decides_the_rows_of_arm_B()
    {
        var size = MeanExperiment.Size(0.3, 1, new ExperimentOptions { Ratio = 2 });

        Assert.InRange(size.RowsB, 2 * size.RowsA - 2, 2 * size.RowsA);
    }

    [Fact]
    public void Nothing_to_find_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ShareExperiment.Size(0.1, 0.1, new ExperimentOptions()));
        Assert.Throws<ArgumentException>(() => MeanExperiment.Size(0, 1, new ExperimentOptions()));
        Assert.Throws<ArgumentException>(() => MeanExperiment.Size(1, 1, new ExperimentOptions { Alpha = 0.5, Power = 0.4 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShareExperiment.Power(0, 0.1, 10, new ExperimentOptions()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExperimentOptions { DesignEffect = 0.5 });
    }

    [Fact]
    public void Tests_without_information_say_nothing()
    {
        Assert.Null(DeLongTest.Of([1, 2, 3], [1, 0, 0]));
        Assert.Equal(1, DeLongTest.Compare([1, 2, 3, 4], [1, 2, 3, 4], [1, 0, 1, 0])!.PValue);
        Assert.Equal(1, McNemarTest.Exact(0, 0).PValue);
        Assert.Null(McNemarTest.ChiSquare(0, 0));
        Assert.Equal(new TestOutcome(0, 1), McNemarTest.ChiSquare(4, 4));
        Assert.Null(AnalyticInterval.OfShare(0, 0));
        Assert.Null(AnalyticInterval.OfMean([1]));
        Assert.Equal(0, StudentT.TwoSided(double.PositiveInfinity, 3));
        Assert.Throws<ArgumentException>(() => DeLongTest.Of([1], [1, 0]));
    }
}
