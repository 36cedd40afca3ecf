using System.Globalization;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>type</c>: the values of a text column can be read as one of the <c>types</c> (integer, number, time, boolean, text).</summary>
internal sealed class TypeRule : RowRule
{
    public const string Kind = "type";
    private static readonly string[] Known = ["boolean", "integer", "number", "text", "time"];
    private readonly IReadOnlyList<string> _types;

    private TypeRule(RuleHeader header, string column, double mostly, IReadOnlyList<string> types)
        : base(header, column, mostly) => (_types, Fault) = (types, $"are no {string.Join(" or ", types)}");

    protected override string Fault { get; }

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "type", "types", "mostly");
        var types = reader.OneOrMore("type", "types");
        foreach (var type in types)
        {
            if (!Known.Contains(type)) reader.Wrong($"has the type '{type}'; {Files.NearestName.Hint(type, Known)}");
        }

        return new TypeRule(header, reader.Column().Name, reader.Mostly(), types);
    }

    /// <summary>True for a text that is a number; digits with a leading zero are an identifier.</summary>
    internal static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);

    protected override (RowMarker? Marker, long Judged) Bind(Batch batch)
    {
        var column = batch[Column];
        if (column is TextColumn) return PerText(batch, column, text => !Fits(text));
        var fits = column.Type switch
        {
            ColumnType.Integer => _types.Contains("integer") || _types.Contains("number"),
            ColumnType.Number => _types.Contains("number"),
            _ => _types.Contains("time"),
        };
        return fits ? (null, batch.Count - batch.Missing(column)) : Markers.Rows(batch, column, row => column is not NumberColumn numbers || !_types.Contains("integer") || Math.Floor(numbers.Values[row]) != numbers.Values[row]);
    }

    private bool Fits(string text)
    {
        foreach (var type in _types)
        {
            var fits = type switch
            {
                "integer" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
                "number" => IsNumber(text),
                "time" => FormatRule.IsTime(text),
                "boolean" => bool.TryParse(text, out _) || text is "0" or "1",
                _ => true,
            };
            if (fits) return true;
        }

        return false;
    }
}
