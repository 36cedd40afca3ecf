using System.Globalization;

namespace MLOpsBuild.Documents.Charts;

/// <summary>A linear axis: values to places, with round numbers as ticks.</summary>
internal sealed class Scale
{
    // Beyond it the width of an axis is no number any more; such values end up at its edge. What is no number is not below it.
    private const double Most = 1e150;

    private readonly double _min;
    private readonly double _max;
    private readonly double _from;
    private readonly double _to;

    private Scale(double min, double max, double from, double to)
    {
        _min = min;
        _max = max;
        _from = from;
        _to = to;
    }

    /// <summary>An axis that covers all finite values with a little air; never of no width.</summary>
    public static Scale Covering(IEnumerable<double> values, double from, double to, double air = 0.06)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        foreach (var value in values.Where(v => Math.Abs(v) < Most))
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        if (min > max) return new Scale(0, 1, from, to);
        var width = max - min;
        if (width <= Math.Abs(max) * 1e-12) width = max == 0 ? 1 : Math.Abs(max) * 0.1;
        return new Scale(min - (width * air), max + (width * air), from, to);
    }

    /// <summary>An axis with these ends exactly.</summary>
    public static Scale Exactly(double min, double max, double from, double to) => new(min, max, from, to);

    public double Place(double value) => _from + ((value - _min) / (_max - _min) * (_to - _from));

    /// <summary>About <paramref name="wanted"/> round values inside the axis, with labels of equal precision.</summary>
    public IReadOnlyList<(double Value, string Label)> Ticks(int wanted)
    {
        var (step, decimals) = RoundStep((_max - _min) / wanted);
        List<(double, string)> ticks = [];
        var first = Math.Ceiling(_min / step);
        // Multiples, not sums: no error builds up from tick to tick.
        for (var i = 0; i <= 4 * wanted; i++)
        {
            var value = (first + i) * step;
            if (value > _max) break;
            ticks.Add((value, Label(value, decimals)));
        }

        return ticks;
    }

    // Where digits would take more room than there is between ticks, powers of ten do.
    private string Label(double value, int decimals) => decimals > 6 || Math.Max(Math.Abs(_min), Math.Abs(_max)) >= 1e7
        ? value.ToString("0.##E0", CultureInfo.InvariantCulture).Replace('-', '\u2212')
        : Numbers.Decimals(value, decimals);

    private static (double Step, int Decimals) RoundStep(double raw)
    {
        var exponent = int.Parse(raw.ToString("E2", CultureInfo.InvariantCulture).AsSpan(5), CultureInfo.InvariantCulture);
        var unit = double.Parse("1E" + exponent.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var ratio = raw / unit;
        var factor = ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10;
        return (factor * unit, Math.Clamp(factor == 10 ? -exponent - 1 : -exponent, 0, 12));
    }
}
