namespace MLOpsBuild.Numerics;

/// <summary>A closed interval.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct Interval(double Low, double High);

/// <summary>The figures of all replicates that could say one, in ascending order. Immutable.</summary>
public sealed class BootstrapDistribution
{
    private readonly double[] _sorted;

    /// <summary>Takes one figure a replicate; null and NaN are left out.</summary>
    public BootstrapDistribution(IReadOnlyList<double?> values)
    {
        _sorted = [.. values.OfType<double>().Where(v => !double.IsNaN(v))];
        Array.Sort(_sorted);
        Drawn = values.Count;
    }

    /// <summary>The number of replicates drawn.</summary>
    public int Drawn { get; }

    /// <summary>The figures, ascending.</summary>
    public IReadOnlyList<double> Values => _sorted;

    /// <summary>False when fewer than half of the replicates had a figure: then there are no quantiles.</summary>
    public bool IsUsable => _sorted.Length > 0 && 2 * _sorted.Length >= Drawn;

    /// <summary>The quantile, between neighbours linearly; null when not <see cref="IsUsable"/>.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double? Quantile(double share)
    {
        if (share is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A quantile's share must be from 0 to 1.");
        if (!IsUsable) return null;
        var place = share * (_sorted.Length - 1);
        var below = (int)place;
        return below + 1 >= _sorted.Length ? _sorted[^1] : _sorted[below] + (place - below) * (_sorted[below + 1] - _sorted[below]);
    }

    /// <summary>The interval between the quantiles that leave out equal shares; null when not <see cref="IsUsable"/>.</summary>
    /// <param name="level">The share within, above 0 and below 1: 0.95.</param>
    public Interval? Interval(double level = 0.95) =>
        Quantile((1 - level) / 2) is { } low && Quantile((1 + level) / 2) is { } high ? new Interval(low, high) : null;

    /// <summary>The chance, from these replicates, of a figure at or below <paramref name="bound"/>: (count + 1) / (replicates + 1), so never 0; null when not <see cref="IsUsable"/>.</summary>
    public double? ChanceAtOrBelow(double bound) => IsUsable ? (_sorted.Count(v => v <= bound) + 1.0) / (_sorted.Length + 1) : null;

    /// <summary>The chance of a figure at or above <paramref name="bound"/>, as <see cref="ChanceAtOrBelow"/>.</summary>
    public double? ChanceAtOrAbove(double bound) => IsUsable ? (_sorted.Count(v => v >= bound) + 1.0) / (_sorted.Length + 1) : null;
}
