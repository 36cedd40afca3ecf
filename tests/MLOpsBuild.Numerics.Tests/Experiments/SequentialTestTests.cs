using MLOpsBuild.Numerics.Distributions;
using MLOpsBuild.Numerics.Experiments;

namespace MLOpsBuild.Numerics.Tests.Experiments;

public sealed class SequentialTestTests
{
    private const int Days = 40;
    private const int RowsADay = 100;

    private static List<(ArmTotals A, ArmTotals B)> Run(ulong run, double shareA, double shareB)
    {
        var random = SeededRandom.Fork(20010228, run);
        long Hits(double share) => Enumerable.Range(0, RowsADay).LongCount(_ => random.NextDouble() < share);
        long a = 0, b = 0;
        return [.. Enumerable.Range(1, Days).Select(day => (ArmTotals.OfShare(a += Hits(shareA), day * RowsADay), ArmTotals.OfShare(b += Hits(shareB), day * RowsADay)))];
    }

    private static bool FixedTestAlarms((ArmTotals A, ArmTotals B) look)
    {
        var pooled = (look.A.Sum + look.B.Sum) / (look.A.Rows + look.B.Rows);
        var z = (look.A.Sum / look.A.Rows - look.B.Sum / look.B.Rows) / Math.Sqrt(pooled * (1 - pooled) * 2 / look.A.Rows);
        return Normal.TwoSided(z) <= 0.05;
    }

    [Fact]
    public void Daily_looks_raise_no_more_false_alarms_than_alpha()
    {
        const int Runs = 1000;
        var options = new SequentialOptions { Effect = 0.05 };
        int alarms = 0, uncovered = 0, naive = 0;
        for (var run = 0UL; run < Runs; run++)
        {
            var totals = Run(run, 0.2, 0.2);
            var looks = SequentialTest.OfArms(totals, options);
            alarms += looks.Any(l => l.IsDecided) ? 1 : 0;
            uncovered += looks.Any(l => l.Interval is { } i && (i.Low > 0 || i.High < 0)) ? 1 : 0;
            naive += totals.Any(FixedTestAlarms) ? 1 : 0;
        }

        Assert.InRange(alarms, 0, 0.05 * Runs);
        Assert.Equal(alarms, uncovered);
        // What it is for: a test for one look raises far more.
        Assert.True(naive > 0.2 * Runs, $"{naive}");
    }

    [Fact]
    public void Effect_is_found_in_most_runs_and_covered_in_nearly_all()
    {
        const int Runs = 300;
        int found = 0, uncovered = 0;
        for (var run = 0UL; run < Runs; run++)
        {
            var looks = SequentialTest.OfArms(Run(run, 0.2, 0.25), new SequentialOptions { Effect = 0.05 });
            found += looks[^1].IsDecided ? 1 : 0;
            uncovered += looks.Any(l => l.Interval is { } i && (i.Low > 0.05 || i.High < 0.05)) ? 1 : 0;
        }

        Assert.True(found > 0.95 * Runs, $"{found}");
        Assert.InRange(uncovered, 0, 0.05 * Runs);
    }

    [Fact]
    public void Interval_excludes_nothing_exactly_when_the_evidence_is_1_over_alpha()
    {
        // d = 1, V = 0.04 + 0.04, tau = 1: ratio = sqrt(V / (V + 1)) * exp(1 / (2 V (V + 1))).
        var arm = new ArmTotals(100, 0, 396);
        var look = SequentialTest.OfArms([(arm, new ArmTotals(100, 100, 496))], new SequentialOptions { Effect = 1 })[0];
        var evidence = Math.Sqrt(0.08 / 1.08) * Math.Exp(1 / (2 * 0.08 * 1.08));
        var half = Math.Sqrt(0.08 * 1.08 * (2 * Math.Log(1 / 0.05) + Math.Log(1.08 / 0.08)));

        Assert.Equal(1 / evidence, look.PValue, 1e-12);
        Assert.Equal(1 - half, look.Interval!.Value.Low, 1e-12);
        Assert.Equal(1 + half, look.Interval!.Value.High, 1e-12);
    }

    [Fact]
    public void Few_rows_and_values_that_do_not_vary_say_nothing()
    {
        var looks = SequentialTest.OfGains([new ArmTotals(50, 10, 500), new ArmTotals(200, 0, 0), new ArmTotals(400, 200, 400), new ArmTotals(500, 0, 500)], new SequentialOptions { Effect = 1 });

        Assert.Equal(new SequentialLook(null, null, 1, false), looks[0]);
        Assert.Equal(new SequentialLook(0, null, 1, false), looks[1]);
        Assert.True(looks[2].IsDecided);
        Assert.Equal(looks[2].PValue, looks[3].PValue);
        Assert.Throws<ArgumentException>(() => SequentialTest.OfGains([new ArmTotals(5, 0, 0), new ArmTotals(4, 0, 0)], new SequentialOptions { Effect = 1 }));
    }
}
