namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>Count, extremes, sum and squares of a numeric column, and with a second one their products, over rows where all are there.</summary>
/// <remarks>Two passes a batch; batches are put together by the formulas of Chan, Golub and LeVeque (1983).</remarks>
internal sealed class MomentMeasure(string column, string? other = null) : Measure<MomentTally>
{
    public override string Key { get; } = $"moments {column}\u001F{other}";

    protected override MomentTally Of(Batch batch)
    {
        var x = batch.Numbers(batch[column]);
        var y = other is null ? x : batch.Numbers(batch[other]);
        var (count, sumX, sumY) = (0L, 0.0, 0.0);
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var row = 0; row < x.Length; row++)
        {
            if (double.IsNaN(x[row]) || double.IsNaN(y[row])) continue;
            count++;
            sumX += x[row];
            sumY += y[row];
            min = Math.Min(min, x[row]);
            max = Math.Max(max, x[row]);
        }

        if (count == 0) return MomentTally.None;
        var (meanX, meanY) = (sumX / count, sumY / count);
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var row = 0; row < x.Length; row++)
        {
            var (dx, dy) = (x[row] - meanX, y[row] - meanY);
            if (double.IsNaN(dx) || double.IsNaN(dy)) continue;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }

        return new MomentTally(count, min, max, sumX, meanX, meanY, xx, yy, xy);
    }

    protected override MomentTally Merge(MomentTally all, MomentTally next) => all.And(next);
}

/// <summary>Moments of one or two columns.</summary>
internal sealed record MomentTally(long Count, double Min, double Max, double Sum, double MeanX, double MeanY, double SquaresX, double SquaresY, double Products)
{
    public static MomentTally None { get; } = new(0, double.PositiveInfinity, double.NegativeInfinity, 0, 0, 0, 0, 0, 0);

    /// <summary>The sample standard deviation of the first column; null for fewer than two values.</summary>
    public double? Deviation => Count > 1 ? Math.Sqrt(SquaresX / (Count - 1)) : null;

    /// <summary>Pearson's correlation; null when a column does not vary.</summary>
    public double? Correlation => SquaresX > 0 && SquaresY > 0 ? Products / Math.Sqrt(SquaresX) / Math.Sqrt(SquaresY) : null;

    public MomentTally And(MomentTally next)
    {
        if (Count == 0) return next;
        if (next.Count == 0) return this;
        var count = Count + next.Count;
        var (dx, dy) = (next.MeanX - MeanX, next.MeanY - MeanY);
        var share = (double)next.Count / count;
        var weight = Count * share;
        return new MomentTally(
            count,
            Math.Min(Min, next.Min),
            Math.Max(Max, next.Max),
            Sum + next.Sum,
            MeanX + dx * share,
            MeanY + dy * share,
            SquaresX + next.SquaresX + dx * dx * weight,
            SquaresY + next.SquaresY + dy * dy * weight,
            Products + next.Products + dx * dy * weight);
    }
}
