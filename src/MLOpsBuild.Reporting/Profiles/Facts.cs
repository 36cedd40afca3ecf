using System.Globalization;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Documents;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Reporting.Profiles;

/// <summary>The figures of a column in words, the same on the page and in the terminal.</summary>
internal static class Facts
{
    /// <summary>The figures that tell anything about a column of this type.</summary>
    public static IEnumerable<(string Name, Func<ColumnProfile, string?> Value)> Of(ColumnParts column, bool isBrief)
    {
        yield return ("Values", c => Numbers.Count(c.Count));
        yield return ("Missing", Missing);
        yield return ("Distinct", Distinct);
        if (column.IsNumeric)
        {
            yield return ("Mean", c => Number(c, c.Mean));
            yield return ("Deviation", c => Number(c, c.StandardDeviation));
            if (!isBrief)
            {
                yield return ("Skewness", c => Number(c, c.Skewness));
                yield return ("Kurtosis", c => Number(c, c.Kurtosis));
                yield return ("Zeros", c => Some(c.Zeros));
                yield return ("Negative", c => Some(c.Negatives));
            }

            yield return ("Infinite", c => Some(c.Infinite));
            yield return ("Least", c => Number(c, c.Min));
            foreach (var share in isBrief ? [0.05, 0.5, 0.95] : new[] { 0.05, 0.25, 0.5, 0.75, 0.95 }) yield return (NameOf(share), c => Number(c, c.Quantile(share)));
            yield return ("Greatest", c => Number(c, c.Max));
        }

        yield return ("Length", Lengths);
        yield return ("Empty", c => Some(c.EmptyTexts));
        yield return ("From", c => Time(c.Earliest));
        if (column.Present.Any(c => c.Latest is not null))
        {
            foreach (var share in isBrief ? [0.5] : new[] { 0.05, 0.25, 0.5, 0.75, 0.95 }) yield return (NameOf(share), c => Time(c.TimeQuantile(share)));
        }

        yield return ("To", c => Time(c.Latest));
    }

    public static string Missing(ColumnProfile column) => column.Missing == 0 ? "0" : $"{Numbers.Count(column.Missing)} ({Share(column.Missing, column.Count + column.Missing)})";

    public static string Distinct(ColumnProfile column) => column.Distinct is not { } distinct ? Numbers.None
        : column.DistinctError == 0 ? Numbers.Count(distinct)
        : $"{Numbers.Count(distinct)} ± {Numbers.Count((long)Math.Ceiling(distinct * column.DistinctError))}";

    /// <summary>A share in percent; what is there but too little to show is not zero.</summary>
    public static string Share(long part, long all) => part > 0 && part < all * 0.0005 ? "< 0.1 %" : Numbers.Percent(all == 0 ? null : (double)part / all);

    public static string TypeOf(ColumnType type) => type.ToString().ToLowerInvariant();

    /// <summary>A number of the column: a whole one is shown whole.</summary>
    public static string? Number(ColumnProfile column, double? value) => value is null ? null
        : column.Type == ColumnType.Integer && Math.Floor(value.Value) == value && Math.Abs(value.Value) < 1e15 ? Numbers.Count((long)value.Value) : Numbers.Significant(value);

    public static string? Time(DateTime? time) => time?.ToString(time.Value.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string NameOf(double share) => share == 0.5 ? "Median" : share.ToString("0 %", CultureInfo.InvariantCulture);

    private static string? Some(long? count) => count is > 0 and { } some ? Numbers.Count(some) : null;

    public static string? Lengths(ColumnProfile column) => column.ShortestText is not { } shortest ? null
        : shortest == column.LongestText ? Numbers.Count(shortest)
        : $"{Numbers.Count(shortest)} to {Numbers.Count(column.LongestText!.Value)}, mean {Numbers.Significant(column.MeanTextLength, 3)}";
}
