using System.Globalization;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>A whole number from one bound towards another in equal steps.</summary>
public sealed record IntegerDimension : Dimension
{
    private readonly long _count;

    /// <summary>The numbers <paramref name="from"/>, <paramref name="from"/> + <paramref name="step"/>, … up to <paramref name="to"/>.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="from">The least value; at least 1 where the scale is logarithmic.</param>
    /// <param name="to">The bound that no value is above; at least <paramref name="from"/>.</param>
    /// <param name="step">The distance of values, at least 1.</param>
    /// <param name="isLogarithmic">True to try small values as often as large ones, by orders of magnitude.</param>
    /// <exception cref="ArgumentException">The bounds or the step do not make a range.</exception>
    public IntegerDimension(string name, int from, int to, int step = 1, bool isLogarithmic = false)
        : base(name)
    {
        if (to < from) throw new ArgumentException($"{name}: the range from {from} to {to} is empty.", nameof(to));
        if (step < 1) throw new ArgumentException($"{name}: the step is {step}; it must be at least 1.", nameof(step));
        if (isLogarithmic && from < 1) throw new ArgumentException($"{name}: a logarithmic range begins at 1 or above, not at {from}.", nameof(from));
        (From, To, Step, IsLogarithmic) = (from, to, step, isLogarithmic);
        _count = ((long)to - from) / step + 1;
    }

    /// <summary>The least value.</summary>
    public int From { get; }

    /// <summary>No value is above it.</summary>
    public int To { get; }

    /// <summary>The distance of values.</summary>
    public int Step { get; }

    /// <summary>True when orders of magnitude are equally likely.</summary>
    public bool IsLogarithmic { get; }

    /// <inheritdoc/>
    public override long? Count => _count;

    internal override bool IsOrdered => true;

    // Value number i owns [From + i Step, From + (i + 1) Step), so that every one has its share of the interval.
    internal override string At(double unit)
    {
        var end = From + (double)Step * _count;
        var value = IsLogarithmic ? From * ReproducibleMath.Exp(unit * ReproducibleMath.Log(end / From)) : From + unit * (end - From);
        var index = Math.Clamp((long)Math.Floor((value - From) / Step), 0, _count - 1);
        return Text(index);
    }

    internal override double? PlaceOf(string text)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) || value < From || value > To || ((long)value - From) % Step != 0) return null;
        if (!IsLogarithmic) return (((long)value - From) / Step + 0.5) / _count;
        return ReproducibleMath.Log((value + Step / 2.0) / From) / ReproducibleMath.Log((From + (double)Step * _count) / From);
    }

    internal override IReadOnlyList<string> Grid(int points)
    {
        if (_count <= points) return [.. Enumerable.Range(0, (int)_count).Select(i => Text(i))];
        if (IsLogarithmic || points == 1) return base.Grid(points);
        return [.. Enumerable.Range(0, points).Select(i => Text((i * (_count - 1) + (points - 1) / 2) / (points - 1))).Distinct()];
    }

    private string Text(long index) => (From + index * Step).ToString(CultureInfo.InvariantCulture);
}
