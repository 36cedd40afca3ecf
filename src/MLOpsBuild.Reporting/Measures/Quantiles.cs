namespace MLOpsBuild.Reporting.Measures;

/// <summary>Quantiles of sorted values.</summary>
internal static class Quantiles
{
    /// <summary>The value that a share of the values is at most: linear between neighbours (Hyndman and Fan's type 7, as NumPy's default).</summary>
    /// <param name="sorted">At least one value, ascending.</param>
    /// <param name="share">0 to 1.</param>
    public static double Of(ReadOnlySpan<double> sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 >= sorted.Length ? sorted[^1] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
