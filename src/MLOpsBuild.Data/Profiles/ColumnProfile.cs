using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Profiles;

/// <summary>The summary of one column. Figures that a type does not have are null.</summary>
public sealed class ColumnProfile
{
    private readonly Moments _moments;
    private readonly NumberCounts? _numbers;
    private readonly TextCounts? _texts;

    internal ColumnProfile(ColumnType type, long missing, Moments moments, NumberCounts? numbers, TextCounts? texts)
    {
        Type = type;
        Missing = missing;
        _moments = moments;
        _numbers = numbers;
        _texts = texts;
    }

    /// <summary>The column's type.</summary>
    public ColumnType Type { get; }

    /// <summary>The number of values, without the missing ones.</summary>
    public long Count => _moments.Count;

    /// <summary>The number of missing values.</summary>
    public long Missing { get; }

    /// <summary>The smallest number.</summary>
    public double? Min => Number(_moments.Min);

    /// <summary>The greatest number.</summary>
    public double? Max => Number(_moments.Max);

    /// <summary>The mean of the numbers.</summary>
    public double? Mean => Number(_moments.Mean);

    /// <summary>The sample variance of the numbers (divided by count − 1).</summary>
    public double? Variance => Count > 1 ? Number(_moments.Squares / (Count - 1)) : null;

    /// <summary>The number of distinct values; beyond 4096 estimated for texts and null for numbers.</summary>
    public long? Distinct => _numbers is not null ? _numbers.Distinct : _texts?.Distinct;

    /// <summary>True when every distinct value was counted.</summary>
    public bool IsExact => _numbers?.IsExact ?? _texts?.IsExact ?? true;

    /// <summary>The texts with their counts, ordinal; with too many distinct ones a fixed choice of them. Empty for other types.</summary>
    public IEnumerable<KeyValuePair<string, long>> Texts => _texts?.Counts.OrderBy(c => c.Key, StringComparer.Ordinal) ?? Enumerable.Empty<KeyValuePair<string, long>>();

    /// <summary>The numbers, or lower bounds of narrow buckets, with their counts, ascending. Empty for other types.</summary>
    public IEnumerable<KeyValuePair<double, long>> Numbers => _numbers?.Sorted ?? [];

    internal Moments Moments => _moments;

    /// <summary>The most frequent texts, ties in ordinal order; empty for other types and for identifiers with too many distinct values.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Top(int count) =>
        _texts is { IsExact: true } ? [.. Texts.OrderByDescending(t => t.Value).Take(count)] : [];

    /// <summary>True when the text was seen. Only to be asked when <see cref="IsExact"/>.</summary>
    public bool Knows(string text) => _texts is not null && _texts.Counts.ContainsKey(text);

    /// <summary>The number that a share (0 to 1) of the values does not exceed; right to 0.8 % when not exact.</summary>
    public double? Quantile(double share) => _numbers?.Quantile(share);

    /// <summary>The summary of both columns' values.</summary>
    /// <exception cref="ArgumentException">Their types differ.</exception>
    public ColumnProfile Merge(ColumnProfile other)
    {
        if (Type != other.Type) throw new ArgumentException($"A profile of {Type} cannot take in one of {other.Type}.", nameof(other));
        return new ColumnProfile(
            Type,
            Missing + other.Missing,
            _moments.Merge(other._moments),
            _numbers?.Merge(other._numbers!),
            _texts?.Merge(other._texts!));
    }

    internal static ColumnProfile Of(Column column)
    {
        var missing = 0L;
        for (var row = 0; row < column.Count; row++) missing += column.IsMissing(row) ? 1 : 0;
        var present = Moments.None with { Count = column.Count - missing };
        return column switch
        {
            TextColumn text => new ColumnProfile(column.Type, missing, present, null, CountTexts(text)),
            NumberColumn or IntegerColumn => OfNumbers(column.Type, missing, column.ToNumbers()),
            _ => new ColumnProfile(column.Type, missing, present, null, null),
        };
    }

    private static ColumnProfile OfNumbers(ColumnType type, long missing, double[] values)
    {
        var counts = new NumberCounts();
        foreach (var value in values)
        {
            if (!double.IsNaN(value)) counts.Add(value, 1);
        }

        return new ColumnProfile(type, missing, Moments.Of(values), counts, null);
    }

    private static TextCounts CountTexts(TextColumn column)
    {
        var byCode = new long[column.Dictionary.Count];
        foreach (var code in column.Codes)
        {
            if (code >= 0) byCode[code]++;
        }

        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var code = 0; code < byCode.Length; code++)
        {
            if (byCode[code] > 0) counts[column.Dictionary[code]] = counts.GetValueOrDefault(column.Dictionary[code]) + byCode[code];
        }

        return TextCounts.Of(counts);
    }

    private double? Number(double value) => _numbers is not null && Count > 0 ? value : null;
}
