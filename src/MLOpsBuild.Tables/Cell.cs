using System.Globalization;

namespace MLOpsBuild.Tables;

/// <summary>One value of a row: missing, a number, a text or a local date and time.</summary>
public readonly record struct Cell
{
    private readonly double _number;
    private readonly object? _other;

    private Cell(ColumnType? type, double number, object? other)
    {
        Type = type;
        _number = number;
        _other = other;
    }

    /// <summary>The value's type; null when it is missing.</summary>
    public ColumnType? Type { get; }

    /// <summary>True when there is no value.</summary>
    public bool IsMissing => Type is null;

    /// <summary>No value.</summary>
    public static Cell Missing => default;

    /// <summary>A number; NaN is missing.</summary>
    public static Cell Of(double value) => double.IsNaN(value) ? default : new Cell(ColumnType.Number, value, null);

    /// <summary>An integer.</summary>
    public static Cell Of(long value) => new(ColumnType.Integer, value, value);

    /// <summary>A text; null is missing.</summary>
    public static Cell Of(string? value) => value is null ? default : new Cell(ColumnType.Text, double.NaN, value);

    /// <summary>A local date and time, without a zone.</summary>
    public static Cell Of(DateTime value) => new(ColumnType.Time, double.NaN, value);

    /// <summary>The number; NaN when missing or not a number.</summary>
    public double Number => Type is ColumnType.Number or ColumnType.Integer ? _number : double.NaN;

    /// <summary>The integer.</summary>
    /// <exception cref="InvalidOperationException">The value is not an integer.</exception>
    public long Integer => _other is long value ? value : throw Wrong(ColumnType.Integer);

    /// <summary>The text; null when missing or not a text.</summary>
    public string? Text => _other as string;

    /// <summary>The date and time.</summary>
    /// <exception cref="InvalidOperationException">The value is not a time.</exception>
    public DateTime Time => _other is DateTime value ? value : throw Wrong(ColumnType.Time);

    /// <summary>The value as text, in the invariant culture; empty when missing.</summary>
    public override string ToString() => Type switch
    {
        ColumnType.Number => _number.ToString("R", CultureInfo.InvariantCulture),
        ColumnType.Integer => Integer.ToString(CultureInfo.InvariantCulture),
        ColumnType.Time => Time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        _ => Text ?? "",
    };

    private InvalidOperationException Wrong(ColumnType wanted) => new($"The value is {Type?.ToString() ?? "missing"}, not {wanted}.");
}
