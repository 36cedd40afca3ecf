using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Profiles;

/// <summary>The summary of one column. Figures that a type does not have are null.</summary>
/// <remarks>
/// While the distinct values are few (numbers: 1024, or 2048 whole ones; texts: 2048 that take at most 40 kilobytes) each is counted and every figure is exact.
/// Beyond that (times: beyond 1024), <see cref="Distinct"/>, <see cref="Quantile"/>, <see cref="TimeQuantile"/>, <see cref="Histogram(int)"/>, <see cref="Top"/> and <see cref="TopNumbers"/> are
/// estimates, each with its error; counts, extremes and moments stay exact. Whether a column is exact depends only on its values, never on how it was cut into parts.
/// </remarks>
public sealed partial class ColumnProfile
{
    private readonly NumberSummary? _numbers;
    private readonly TextSummary? _texts;
    private readonly TimeSummary? _times;

    internal ColumnProfile(ColumnType type, long missing, NumberSummary? numbers, TextSummary? texts, TimeSummary? times)
    {
        Type = type;
        Missing = missing;
        _numbers = numbers;
        _texts = texts;
        _times = times;
    }

    /// <summary>The column's type.</summary>
    public ColumnType Type { get; }

    /// <summary>The number of values, without the missing ones.</summary>
    public long Count => _numbers?.Figures.Count ?? _texts?.Count ?? _times!.Count;

    /// <summary>The number of missing values.</summary>
    public long Missing { get; }

    /// <summary>The number of distinct values, estimated when there are many; see <see cref="DistinctError"/>. Long texts are told apart by their digests.</summary>
    public long? Distinct => _numbers switch
    {
        { IsExact: true } => _numbers.Sorted.Values.Length,
        not null => Math.Min(Count, _numbers.Sketches!.Distinct.Estimate()),
        _ => Math.Min(Count, _texts?.Distinct ?? _times!.Distinct.Estimate()),
    };

    /// <summary>The standard error of <see cref="Distinct"/> as a share of it: 0 when it is exact, otherwise 0.01625.</summary>
    public double DistinctError => Sketch is { IsExact: false } ? DistinctSketch.StandardError : 0;

    /// <summary>True when every distinct value was counted.</summary>
    public bool IsExact => _numbers?.IsExact ?? _texts?.IsExact ?? _times!.Distinct.IsExact;

    internal NumberSummary? NumberSummary => _numbers;

    internal TextSummary? TextSummary => _texts;

    internal TimeSummary? TimeSummary => _times;

    private DistinctSketch? Sketch => _numbers is not null ? _numbers.Sketches?.Distinct : _texts is not null ? _texts.DistinctTexts : _times!.Distinct;

    /// <summary>Summarises a column. Safe to call on several threads at once.</summary>
    public static ColumnProfile Of(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        switch (column)
        {
            case IntegerColumn integers:
                var (whole, noInteger) = NumberTally.Of(integers);
                return new(column.Type, noInteger, whole, null, null);
            case NumberColumn numbers:
                var (summary, noNumber) = NumberTally.Of(numbers);
                return new(column.Type, noNumber, summary, null, null);
            case TextColumn texts:
                var (words, noText) = TextSummary.Of(texts);
                return new(column.Type, noText, null, words, null);
            default:
                var (times, noTime) = TimeSummary.Of((TimeColumn)column);
                return new(column.Type, noTime, null, null, times);
        }
    }

    /// <summary>The summary of both columns' values. Parts merged in the same order give the same summary to the last bit.</summary>
    /// <exception cref="ArgumentException">Their types differ.</exception>
    public ColumnProfile Merge(ColumnProfile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Type != other.Type) throw new ArgumentException($"A profile of {Type} cannot take in one of {other.Type}.", nameof(other));
        return new ColumnProfile(
            Type, Missing + other.Missing, _numbers?.Merge(other._numbers!), _texts?.Merge(other._texts!), _times?.Merge(other._times!));
    }

    internal static ColumnProfile Absent(ColumnType type, long rows) => type switch
    {
        ColumnType.Text => new(type, rows, null, TextSummary.None, null),
        ColumnType.Time => new(type, rows, null, null, TimeSummary.None),
        _ => new(type, rows, NumberSummary.None, null, null),
    };
}
