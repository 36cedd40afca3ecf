using MLOpsBuild.Numerics;
using MLOpsBuild.Numerics.Distances;
using MLOpsBuild.Numerics.Distributions;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Drifts;

/// <summary>Judges by size of effect, with bounds from whole blocks and for all columns at once.</summary>
/// <remarks>
/// The lower bounds share one critical value: the quantile of the greatest stray over all columns, each in units of its own spread (max-T; Westfall and Young, 1993). So the chance that any
/// column with an effect below its margin is called drifted stays at the level, whatever the columns have to do with each other.
/// </remarks>
internal static class BlockDrift
{
    public static DriftReport Compare(DayHistograms reference, DayHistograms current, DriftOptions options)
    {
        var bins = reference.Bins.Columns;
        var columns = new ColumnDrift[bins.Count];
        var effects = new ColumnEffect?[bins.Count];
        var lack = Lack("the reference", reference, options) ?? Lack("the current sample", current, options);
        var samples = new (SampleCounts A, SampleCounts B)?[bins.Count];
        for (var c = 0; c < bins.Count; c++) samples[c] = Prepare(reference, current, c, lack, options, out columns[c]);
        if (samples.Any(s => s is not null))
        {
            var draws = new BlockResamples(reference.BlockCount, current.BlockCount, options);
            var quantile = StudentT.UpperQuantile(options.Level, draws.Freedom);
            Parallel.For(0, bins.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, c =>
            {
                if (samples[c] is var (a, b)) effects[c] = bins[c] is CategoryBins ? ColumnEffect.OfCategories(a, b, draws, quantile) : ColumnEffect.OfOrdered(a, b, draws, quantile);
            });
            Judge(bins, samples, effects, columns, options);
        }

        return new DriftReport(DriftPreset.Blocks, reference.Rows, reference.BlockCount, current.Rows, current.BlockCount, columns);
    }

    private static string? Lack(string which, DayHistograms sample, DriftOptions options) =>
        sample.Rows == 0 ? $"{which} has no rows"
        : sample.Rows < options.LeastRows ? $"{which} has {sample.Rows} rows, and at least {options.LeastRows} are needed"
        : sample.BlockCount < options.LeastBlocks ? $"{which} has rows of {sample.BlockCount} {(sample.Bins.Time is null ? "blocks" : "days")}, and at least {options.LeastBlocks} are needed"
        : null;

    /// <summary>The counts of a column that can be judged; null, and a finished verdict, for any other.</summary>
    private static (SampleCounts A, SampleCounts B)? Prepare(DayHistograms reference, DayHistograms current, int column, string? lack, DriftOptions options, out ColumnDrift finished)
    {
        var bins = reference.Bins.Columns[column];
        var margin = options.MarginOf(bins.Name);
        finished = new ColumnDrift(bins.Name, Verdict.Hold, "", margin, []) { Role = options.RoleOf(bins.Name) };
        SparseCounts?[] a = [.. reference.Blocks.Values.Select(b => b[column])];
        SparseCounts?[] b = [.. current.Blocks.Values.Select(b => b[column])];
        if (a.Concat(b).Any(part => part is null))
        {
            finished = finished with { Verdict = Verdict.Error, Reason = $"it is {(bins is CategoryBins ? "text" : "a number")} in the reference and of another type now" };
            return null;
        }

        if ((bins.Unjudged ?? lack) is { } why)
        {
            finished = finished with { Reason = why };
            return null;
        }

        var places = new int[bins.Count];
        foreach (var bin in a.Concat(b).SelectMany(part => part!.Bins)) places[bin] = 1;
        if (places.AsSpan(1).IndexOf(1) < 0)
        {
            finished = finished with { Reason = "neither sample has a value" };
            return null;
        }

        var used = 0;
        for (var bin = 0; bin < places.Length; bin++)
        {
            if (places[bin] != 0) places[bin] = used++;
        }

        return (new SampleCounts(a!, places, used), new SampleCounts(b!, places, used));
    }

    private static void Judge(IReadOnlyList<ColumnBins> bins, (SampleCounts A, SampleCounts B)?[] samples, ColumnEffect?[] effects, ColumnDrift[] columns, DriftOptions options)
    {
        double[] spreads = [.. effects.Select(e => e is null ? 0 : Spread(e.Strays))];
        var greatest = new double[options.Replicates];
        for (var c = 0; c < effects.Length; c++)
        {
            for (var r = 0; r < greatest.Length && spreads[c] > 0; r++) greatest[r] = Math.Max(greatest[r], effects[c]!.Strays[r] / spreads[c]);
        }

        Array.Sort(greatest);
        var critical = greatest[Math.Clamp((int)Math.Ceiling((1 - options.Level) * (greatest.Length + 1)) - 1, 0, greatest.Length - 1)];
        for (var c = 0; c < effects.Length; c++)
        {
            if (effects[c] is not { } effect || samples[c] is not var (a, b)) continue;
            var margin = options.MarginOf(bins[c].Name);
            // With nothing seen in n rows, up to −ln(level) / n may still be there.
            var unseen = -ReproducibleMath.Log(options.Level) / Math.Min(a.Rows, b.Rows);
            var above = spreads[c] > 0 ? (effect.Value - margin) / spreads[c] : effect.Value > margin ? double.MaxValue : double.MinValue;
            columns[c] = Decide(columns[c] with
            {
                Low = Math.Max(0, effect.Value - critical * spreads[c]),
                High = Math.Min(1, Math.Max(effect.High, effect.Value + unseen)),
                Noise = effect.Strays.Sum() / effect.Strays.Length,
                AdjustedPValue = (greatest.Count(g => g >= above) + 1.0) / (greatest.Length + 1),
                Statistics = Statistics(bins[c], a, b, effect.Value),
            }, margin);
        }
    }

    private static ColumnDrift Decide(ColumnDrift column, double margin)
    {
        var (name, value, _) = column.Statistics[0];
        var found = $"{name} {DriftText.Number(value)} [{DriftText.Number(column.Low)}, {DriftText.Number(column.High)}]";
        if (column.Low > margin) return column with { Verdict = Verdict.Fail, Reason = $"{found} is above the margin {DriftText.Number(margin)}" };
        if (column.High < margin) return column with { Verdict = Verdict.Pass, Reason = $"{found} is below the margin {DriftText.Number(margin)}" };
        return column with { Reason = $"{found} spans the margin {DriftText.Number(margin)}; more blocks will tell" };
    }

    private static double Spread(double[] strays) => Math.Sqrt(strays.Sum(s => s * s) / strays.Length);

    private static DriftStatistic[] Statistics(ColumnBins bins, SampleCounts a, SampleCounts b, double value)
    {
        var (p, q) = bins is CategoryBins ? (a.Totals, b.Totals) : Deciles.Of(a.Totals, b.Totals);
        return
        [
            new DriftStatistic(bins is CategoryBins ? "tvd" : "ks", value),
            new DriftStatistic("psi", PopulationStability.OfCounts(p, q)),
            new DriftStatistic("js", JensenShannon.OfCounts(p, q)),
            new DriftStatistic("hellinger", Hellinger.OfCounts(p, q)),
        ];
    }
}
