using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Drifts;

/// <summary>Compares a sample with a reference column by column and judges by size of effect.</summary>
/// <remarks>
/// Textbook tests ask whether there is any difference at all, and take rows for independent: with enough rows they call every column drifted. Here a column has an effect with a name and a
/// unit (numbers: the Kolmogorov–Smirnov distance, categories: the total variation distance, both shares of rows), bounds from resampling whole days, and a practical margin. It has
/// drifted when the lower bound is above the margin, has not when the upper bound is below it, and is held otherwise. A missing value counts as a value of its own, below all numbers.
/// Days are taken for independent; where weeks resemble each other, give fewer, longer blocks as the time column. What strikes whole days rarely, and did not within the window, no window can show.
/// </remarks>
public static class Drift
{
    /// <summary>Compares two tables. The same inputs and seed give the same report, whatever the order of the rows (with days as blocks) and the number of threads.</summary>
    /// <exception cref="KeyNotFoundException">A table does not have a column that is to be compared.</exception>
    public static DriftReport Compare(Table reference, Table current, DriftOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Preset == DriftPreset.Evidently) return EvidentlyDrift.Compare(reference, current, options);
        var bins = DriftBins.Of(reference, options);
        return Compare(DayHistograms.Of(reference, bins), DayHistograms.Of(current, bins), options);
    }

    /// <summary>Compares two samples that were counted by the same bins, without their rows.</summary>
    /// <param name="reference">The sample that the bins are of.</param>
    /// <param name="current">The sample to compare.</param>
    /// <param name="options">How; columns, time and edges are those of the bins.</param>
    /// <exception cref="ArgumentException">The bins differ, or the preset needs rows.</exception>
    public static DriftReport Compare(DayHistograms reference, DayHistograms current, DriftOptions options)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Preset != DriftPreset.Blocks) throw new ArgumentException("Only the preset 'blocks' compares histograms; the others need rows.", nameof(options));
        if (reference.Bins.Digest != current.Bins.Digest) throw new ArgumentException($"The reference was counted by the bins {reference.Bins.Digest.Short}, the current sample by {current.Bins.Digest.Short}.", nameof(current));
        return BlockDrift.Compare(reference, current, options);
    }
}
