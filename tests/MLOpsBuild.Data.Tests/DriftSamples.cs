using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests;

/// <summary>Generated tables whose drift is known exactly.</summary>
internal static class DriftSamples
{
    /// <summary>A standard normal column moved by <paramref name="shift"/>, whose rows have <paramref name="dayShare"/> of their variance in common with their day; times from 1 January 2001.</summary>
    public static Table Normal(ulong seed, int rows, int days, double dayShare = 0, double shift = 0, int columns = 1)
    {
        var random = new SeededRandom(seed);
        var all = new List<Column>();
        for (var c = 0; c < columns; c++)
        {
            double[] effects = [.. Enumerable.Range(0, days).Select(_ => Math.Sqrt(dayShare) * Gaussian(random))];
            all.Add(new NumberColumn($"x{c}", [.. Enumerable.Range(0, rows).Select(row => shift + effects[DayOf(row, rows, days)] + Math.Sqrt(1 - dayShare) * Gaussian(random))]));
        }

        return new Table([.. all, Times(rows, days)]);
    }

    /// <summary>A column of texts.</summary>
    public static Table Texts(int days, params string?[] values) => new([TextColumn.Of("x0", values), Times(values.Length, days)]);

    /// <summary>A column of numbers.</summary>
    public static Table Numbers(int days, params double[] values) => new([new NumberColumn("x0", values), Times(values.Length, days)]);

    /// <summary>The shift whose Kolmogorov–Smirnov distance from the unmoved column is <paramref name="effect"/>.</summary>
    public static double ShiftOf(double effect) => effect == 0 ? 0 : 2 * Numerics.Distributions.Normal.UpperQuantile((1 - effect) / 2);

    private static TimeColumn Times(int rows, int days) => new("time", [.. Enumerable.Range(0, rows).Select(row => new DateTime(2001, 1, 1).AddDays(DayOf(row, rows, days)))]);

    private static int DayOf(int row, int rows, int days) => (int)((long)row * days / rows);

    private static double Gaussian(SeededRandom random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
