using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Benchmarks.Drift;

/// <summary>Generated tables whose drift is known exactly.</summary>
/// <param name="Rows">Rows of each sample.</param>
/// <param name="Days">Days of each sample; 0 for independent rows.</param>
/// <param name="DayShare">The share of a value's variance that all rows of its day have in common.</param>
/// <param name="Columns">How many columns.</param>
internal sealed record Samples(int Rows, int Days, double DayShare, int Columns = 1)
{
    /// <summary>The time column, or none when rows are independent.</summary>
    public string? Time => Days == 0 ? null : "time";

    /// <summary>Standard normal columns, moved by <paramref name="shift"/> standard deviations.</summary>
    public Table Numbers(SeededRandom random, double shift)
    {
        var columns = Enumerable.Range(0, Columns).Select(c => (Column)new NumberColumn($"x{c}", Values(random, shift))).ToList();
        if (Days > 0) columns.Add(TimeOf());
        return new Table(columns);
    }

    /// <summary>The same as ten categories, the tenths of the unmoved column.</summary>
    public Table Categories(SeededRandom random, double shift)
    {
        string[] names = [.. Enumerable.Range(0, Tenths.Length + 1).Select(i => $"c{i}")];
        var columns = Enumerable.Range(0, Columns).Select(c => (Column)new TextColumn($"x{c}", Array.ConvertAll(Values(random, shift), Tenth), names)).ToList();
        if (Days > 0) columns.Add(TimeOf());
        return new Table(columns);
    }

    /// <summary>The shift whose Kolmogorov–Smirnov distance from the unmoved column is <paramref name="effect"/> = 2 Φ(shift / 2) − 1.</summary>
    public static double ShiftOf(double effect) => effect == 0 ? 0 : 2 * Numerics.Distributions.Normal.UpperQuantile((1 - effect) / 2);

    private static double[] Tenths { get; } = [.. Enumerable.Range(1, 9).Select(i => -Numerics.Distributions.Normal.UpperQuantile(i / 10.0))];

    private static int Tenth(double value) => Array.BinarySearch(Tenths, value) is var place && place < 0 ? ~place : place;

    private TimeColumn TimeOf() =>
        new("time", [.. Enumerable.Range(0, Rows).Select(row => new DateTime(2001, 1, 1).AddDays((int)((long)row * Days / Rows)))]);

    private double[] Values(SeededRandom random, double shift)
    {
        var values = new double[Rows];
        var (common, own) = (Math.Sqrt(DayShare), Math.Sqrt(1 - DayShare));
        var (day, effect) = (-1, 0.0);
        for (var row = 0; row < Rows; row++)
        {
            if (Days > 0 && (int)((long)row * Days / Rows) is var today && today != day) (day, effect) = (today, common * Gaussian(random));
            values[row] = shift + (Days > 0 ? effect + own * Gaussian(random) : Gaussian(random));
        }

        return values;
    }

    private static double Gaussian(SeededRandom random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
