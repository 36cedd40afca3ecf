using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.OpenInference;

/// <summary>The protocol's datatypes: which one stands for a column's type, and which others are taken for it.</summary>
internal static class Datatypes
{
    private static readonly string[] Integers = ["INT64", "INT8", "INT16", "INT32", "UINT8", "UINT16", "UINT32", "UINT64"];
    private static readonly string[] Numbers = ["FP64", "FP16", "FP32", .. Integers];
    private static readonly string[] Texts = ["BYTES"];

    /// <summary>The one that metadata names; times are ISO 8601 texts.</summary>
    public static string Of(ColumnType type) => Accepted(type)[0];

    public static string[] Accepted(ColumnType type) => type switch
    {
        ColumnType.Number => Numbers,
        ColumnType.Integer => Integers,
        _ => Texts,
    };

    /// <summary>The value as the declared datatype holds it; null when it does not fit.</summary>
    public static Cell? Fit(Cell value, string datatype, ColumnType type) => value.IsMissing ? value : (datatype, type) switch
    {
        ("FP32", _) => Finite((float)value.Number),
        ("FP16", _) => Finite((double)(Half)value.Number),
        (_, ColumnType.Number) when Range(datatype) is var (low, high) => Whole(value.Number) && value.Number >= low && value.Number <= high ? value : null,
        (_, ColumnType.Integer) when Range(datatype) is var (low, high) => value.Integer >= low && value.Integer <= high ? value : null,
        _ => value,
    };

    private static Cell? Finite(double value) => double.IsFinite(value) ? Cell.Of(value) : null;

    private static bool Whole(double value) => Math.Truncate(value).Equals(value);

    private static (long Low, long High)? Range(string datatype) => datatype switch
    {
        "INT8" => (sbyte.MinValue, sbyte.MaxValue),
        "INT16" => (short.MinValue, short.MaxValue),
        "INT32" => (int.MinValue, int.MaxValue),
        "INT64" => (long.MinValue, long.MaxValue),
        "UINT8" => (0, byte.MaxValue),
        "UINT16" => (0, ushort.MaxValue),
        "UINT32" => (0, uint.MaxValue),
        "UINT64" => (0, long.MaxValue),
        _ => null,
    };
}
