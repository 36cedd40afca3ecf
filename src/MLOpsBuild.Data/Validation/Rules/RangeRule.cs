using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>range</c>: numbers or times lie between <c>min</c> and <c>max</c>, both allowed.</summary>
internal sealed class RangeRule : RowRule
{
    public const string Kind = "range";
    private readonly double _min;
    private readonly double _max;

    private RangeRule(RuleHeader header, string column, double mostly, double min, double max, string fault)
        : base(header, column, mostly) => (_min, _max, Fault) = (min, max, fault);

    protected override string Fault { get; }

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "min", "max", "mostly");
        var column = reader.Column(ColumnType.Number, ColumnType.Integer, ColumnType.Time);
        var (min, max) = column.Type == ColumnType.Time ? (Time(reader, "min"), Time(reader, "max")) : (reader.Number("min"), reader.Number("max"));
        if (min is null && max is null) reader.Wrong("needs 'min' or 'max'");
        if (min > max) reader.Wrong("has a 'min' above its 'max'");
        var fault = (Show(reader, "min"), Show(reader, "max")) switch
        {
            ({ } low, { } high) => $"are outside {low} to {high}",
            ({ } low, null) => $"are below {low}",
            (_, var high) => $"are above {high}",
        };
        return new RangeRule(header, column.Name, reader.Mostly(), min ?? double.NegativeInfinity, max ?? double.PositiveInfinity, fault);
    }

    protected override Func<int, bool> BreaksIn(Column values) => values switch
    {
        IntegerColumn integers => row => integers.Values[row] < _min || integers.Values[row] > _max,
        NumberColumn numbers => row => numbers.Values[row] < _min || numbers.Values[row] > _max,
        TimeColumn times => row => Minutes(times.Values[row]) < _min || Minutes(times.Values[row]) > _max,
        _ => throw new InvalidOperationException($"Column '{values.Name}' has no order."),
    };

    private static string? Show(RuleReader reader, string key) => reader.Node[key]?.Text;

    private static double? Time(RuleReader reader, string key)
    {
        var text = reader.Strict.Text(reader.Node[key], $"'{key}' of {reader.What}");
        if (text is null) return null;
        if (Times.TryParse(text, out var time)) return Minutes(time);
        reader.Wrong($"has the bound '{text}'; write 2001-01-31T23:55");
        return null;
    }

    // Ticks of our time do not fit a double; minutes with a fraction do, to a millionth of a second.
    private static double Minutes(DateTime time) => time.Ticks / TimeSpan.TicksPerMinute + (double)(time.Ticks % TimeSpan.TicksPerMinute) / TimeSpan.TicksPerMinute;
}
