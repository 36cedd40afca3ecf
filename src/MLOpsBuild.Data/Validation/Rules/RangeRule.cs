using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>range</c>: numbers or times lie between <c>min</c> and <c>max</c>, both allowed unless <c>excludeMin</c> or <c>excludeMax</c> says otherwise.</summary>
internal sealed class RangeRule : RowRule
{
    public const string Kind = "range";
    private readonly Bounds _bounds;

    private RangeRule(RuleHeader header, string column, double mostly, Bounds bounds, string fault)
        : base(header, column, mostly) => (_bounds, Fault) = (bounds, fault);

    internal override string Advice => $"Look at these rows at their source; widen the bounds of rule '{Header.Name}' when such values are right.";

    protected override string Fault { get; }

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "min", "max", "excludeMin", "excludeMax", "mostly");
        var column = reader.Column(RuleReader.Ordered);
        var (noMin, noMax) = (reader.Flag("excludeMin"), reader.Flag("excludeMax"));
        var bounds = column.Type == ColumnType.Time ? Times(reader, noMin, noMax) : Numbers(reader, noMin, noMax);
        var fault = (Show(reader, "min"), Show(reader, "max")) switch
        {
            ({ } low, { } high) => noMin || noMax ? $"are not {(noMin ? "above" : "at least")} {low} and {(noMax ? "below" : "at most")} {high}" : $"are outside {low} to {high}",
            ({ } low, null) => noMin ? $"are not above {low}" : $"are below {low}",
            (_, var high) => noMax ? $"are not below {high}" : $"are above {high}",
        };
        return new RangeRule(header, column.Name, reader.Mostly(), bounds, fault);
    }

    protected override (RowMarker? Marker, long Judged) Bind(Batch batch) => Markers.Outside(batch, batch[Column], _bounds);

    private static Bounds Numbers(RuleReader reader, bool excludesMin, bool excludesMax)
    {
        var limits = reader.Limits();
        return new Bounds(limits.Min, limits.Max, excludesMin, excludesMax);
    }

    private static Bounds Times(RuleReader reader, bool excludesMin, bool excludesMax)
    {
        var (min, max) = (Time(reader, "min"), Time(reader, "max"));
        if (min is null && max is null) reader.Wrong("needs 'min' or 'max'");
        if (min > max) reader.Wrong("has a 'min' above its 'max'");
        return new Bounds(double.NegativeInfinity, double.PositiveInfinity)
        {
            LeastTicks = min is null ? long.MinValue : min.Value.Ticks + (excludesMin ? 1 : 0),
            GreatestTicks = max is null ? long.MaxValue : max.Value.Ticks - (excludesMax ? 1 : 0),
        };
    }

    private static string? Show(RuleReader reader, string key) => reader.Node[key]?.Text;

    private static DateTime? Time(RuleReader reader, string key)
    {
        var text = reader.Text(key);
        if (text is null) return null;
        if (Files.Times.TryParse(text, out var time) || Files.Times.TryParseDay(text, out time)) return time;
        reader.Wrong($"has the bound '{text}'; write 2001-01-31T23:55");
        return null;
    }
}
