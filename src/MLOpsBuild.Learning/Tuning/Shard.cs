using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>One of several equal parts of a search: the trials whose index leaves <c>Number − 1</c> when divided by <c>Count</c>.</summary>
public sealed record Shard : IParsable<Shard>
{
    /// <summary>Part <paramref name="number"/> of <paramref name="count"/>.</summary>
    /// <param name="number">From 1 to <paramref name="count"/>.</param>
    /// <param name="count">1 to 100 000.</param>
    public Shard(int number, int count)
    {
        Count = Check.Within(count, 1, 100_000, nameof(count));
        Number = Check.Within(number, 1, count, nameof(number));
    }

    /// <summary>The whole search.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Which part, from 1.</summary>
    public int Number { get; }

    /// <summary>How many parts there are.</summary>
    public int Count { get; }

    /// <summary>True when the shard runs the trial.</summary>
    public bool Has(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return trial.Index % Count == Number - 1;
    }

    /// <summary>Reads <c>2/4</c>.</summary>
    /// <exception cref="FormatException">The text is no shard.</exception>
    public static Shard Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var shard)
        ? shard
        : throw new FormatException($"'{s}' is no shard; write 2/4 for the second of four, counted from 1.");

    /// <summary>Reads <c>2/4</c>, or says that the text is no shard.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Shard result)
    {
        result = null;
        var parts = s?.Split('/') ?? [];
        if (parts.Length != 2 || !TryNumber(parts[0], out var number) || !TryNumber(parts[1], out var count) || number < 1 || number > count || count > 100_000) return false;
        result = new Shard(number, count);
        return true;
    }

    /// <summary><c>2/4</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
