using System.Globalization;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>A real number between two bounds. Values that a search draws have six significant digits, so that they can be read and typed.</summary>
public sealed record RealDimension : Dimension
{
    /// <summary>The numbers from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="from">The least value, finite; above 0 where the scale is logarithmic.</param>
    /// <param name="to">The largest value, finite and above <paramref name="from"/>.</param>
    /// <param name="isLogarithmic">True to try small values as often as large ones, by orders of magnitude.</param>
    /// <exception cref="ArgumentException">The bounds do not make a range.</exception>
    public RealDimension(string name, double from, double to, bool isLogarithmic = false)
        : base(name)
    {
        if (!(double.IsFinite(from) && double.IsFinite(to) && from < to)) throw new ArgumentException($"{name}: the range from {Text(from)} to {Text(to)} is empty or has no end.", nameof(to));
        if (isLogarithmic && from <= 0) throw new ArgumentException($"{name}: a logarithmic range begins above 0, not at {Text(from)}.", nameof(from));
        (From, To, IsLogarithmic) = (from, to, isLogarithmic);
    }

    /// <summary>The least value.</summary>
    public double From { get; }

    /// <summary>The largest value.</summary>
    public double To { get; }

    /// <summary>True when orders of magnitude are equally likely.</summary>
    public bool IsLogarithmic { get; }

    /// <inheritdoc/>
    public override long? Count => null;

    internal override bool IsOrdered => true;

    internal override string At(double unit)
    {
        if (unit is <= 0 or >= 1) return Text(unit <= 0 ? From : To);
        var value = IsLogarithmic ? From * ReproducibleMath.Exp(unit * ReproducibleMath.Log(To / From)) : From + unit * (To - From);
        // Rounding to six digits must not leave the range.
        var rounded = double.Parse(value.ToString("E5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Text(Math.Clamp(rounded, From, To));
    }

    internal override double? PlaceOf(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value >= From && value <= To)) return null;
        return IsLogarithmic ? ReproducibleMath.Log(value / From) / ReproducibleMath.Log(To / From) : (value - From) / (To - From);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
