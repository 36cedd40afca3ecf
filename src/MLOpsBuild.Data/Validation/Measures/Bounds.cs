namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>The numbers or times that are allowed.</summary>
/// <param name="Min">The least number.</param>
/// <param name="Max">The greatest number.</param>
/// <param name="ExcludesMin">True when the least number itself is not allowed.</param>
/// <param name="ExcludesMax">True when the greatest number itself is not allowed.</param>
internal sealed record Bounds(double Min, double Max, bool ExcludesMin = false, bool ExcludesMax = false)
{
    /// <summary>The least allowed integer.</summary>
    public long LeastInteger { get; } = ExcludesMin && Math.Floor(Min) == Min ? Whole(Min + 1) : Whole(Math.Ceiling(Min));

    /// <summary>The greatest allowed integer.</summary>
    public long GreatestInteger { get; } = ExcludesMax && Math.Floor(Max) == Max ? Whole(Max - 1) : Whole(Math.Floor(Max));

    /// <summary>The earliest allowed time.</summary>
    public long LeastTicks { get; init; } = long.MinValue;

    /// <summary>The latest allowed time.</summary>
    public long GreatestTicks { get; init; } = long.MaxValue;

    public bool Allows(double value) => (ExcludesMin ? value > Min : value >= Min) && (ExcludesMax ? value < Max : value <= Max);

    // A conversion of what a long cannot hold is not the same on every processor.
    private static long Whole(double value) => value >= 9.2e18 ? long.MaxValue : value <= -9.2e18 ? long.MinValue : (long)value;
}
