using System.Globalization;

namespace MLOpsBuild.Targets;

/// <summary>One part of work that is split over several machines.</summary>
public sealed record Partition
{
    /// <summary>The whole.</summary>
    public static readonly Partition Single = new(1, 1);

    /// <summary>Part <paramref name="part"/> of <paramref name="total"/>.</summary>
    /// <param name="part">1 to <paramref name="total"/>.</param>
    /// <param name="total">The number of parts, at least 1.</param>
    public Partition(int part, int total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(part, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, total);
        Part = part;
        Total = total;
    }

    /// <summary>Which part this is, from 1.</summary>
    public int Part { get; }

    /// <summary>The number of parts.</summary>
    public int Total { get; }

    /// <summary>Reads <c>2/3</c>; null when the text is not such a part.</summary>
    public static Partition? TryParse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return null;
        return int.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var part)
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            && part >= 1 && part <= total
            ? new Partition(part, total)
            : null;
    }

    /// <summary>The items of this part: every <see cref="Total"/>-th one, so that part 2 of 3 of 1..5 is 2, 5.</summary>
    public IEnumerable<T> GetCurrent<T>(IEnumerable<T> items) => items.Where((_, i) => i % Total == Part - 1);

    /// <summary>Whether this is the given part.</summary>
    public bool IsIn(int part) => Part == part;

    /// <summary>The form that <see cref="TryParse"/> reads: <c>2/3</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Part}/{Total}");
}
