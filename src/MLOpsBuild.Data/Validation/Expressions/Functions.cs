using System.Collections.Frozen;
using System.Globalization;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary>A function that an expression may call.</summary>
/// <param name="Form">How it is written: <c>length(text)</c>.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="Make">Makes the node of checked arguments.</param>
internal sealed record Function(string Form, ValueKind[] Parameters, Func<Node[], Node> Make);

/// <summary>The functions by name.</summary>
internal static class Functions
{
    private static readonly FrozenDictionary<string, Function> Known = Make().ToFrozenDictionary(f => f.Form[..f.Form.IndexOf('(', StringComparison.Ordinal)], StringComparer.Ordinal);

    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys.Append("if").Append("coalesce").Order(StringComparer.Ordinal)];

    public static Function? Find(string name) => Known.GetValueOrDefault(name);

    public static DateTime? ParseTime(string text) => Times.TryParse(text, out var time) || Times.TryParseDay(text, out time) ? time : null;

    private static List<Function> Make() =>
    [
        OfNumber("abs", Math.Abs),
        OfNumber("floor", Math.Floor),
        OfNumber("ceiling", Math.Ceiling),
        OfNumber("round", x => Math.Round(x, MidpointRounding.AwayFromZero)),
        OfNumber("sqrt", Math.Sqrt),
        OfNumber("log", ReproducibleMath.Log),
        OfNumber("exp", ReproducibleMath.Exp),
        new("min(number, number)", [ValueKind.Number, ValueKind.Number], a => new PairFunction((NumberNode)a[0], (NumberNode)a[1], Math.Min)),
        new("max(number, number)", [ValueKind.Number, ValueKind.Number], a => new PairFunction((NumberNode)a[0], (NumberNode)a[1], Math.Max)),
        new("length(text)", [ValueKind.Text], a => new TextNumber((TextNode)a[0], t => t.Length)),
        new("number(text)", [ValueKind.Text], a => new TextNumber((TextNode)a[0], ParseNumber)),
        new("time(text)", [ValueKind.Text], a => new TextTime((TextNode)a[0], ParseTime)),
        OfText("lower", t => t.ToLowerInvariant()),
        OfText("upper", t => t.ToUpperInvariant()),
        OfText("trim", t => t.Trim()),
        new("substring(text, number, number)", [ValueKind.Text, ValueKind.Number, ValueKind.Number], Substring),
        new("starts_with(text, text)", [ValueKind.Text, ValueKind.Text], a => Test(a, (t, part) => t.StartsWith(part, StringComparison.Ordinal))),
        new("ends_with(text, text)", [ValueKind.Text, ValueKind.Text], a => Test(a, (t, part) => t.EndsWith(part, StringComparison.Ordinal))),
        new("contains(text, text)", [ValueKind.Text, ValueKind.Text], a => Test(a, (t, part) => t.Contains(part, StringComparison.Ordinal))),
        OfTime("year", t => t.Year),
        OfTime("month", t => t.Month),
        OfTime("day", t => t.Day),
        OfTime("hour", t => t.Hour),
        OfTime("minute", t => t.Minute),
        OfTime("second", t => t.Second),
        OfTime("weekday", t => t.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)t.DayOfWeek),
        new("date(time)", [ValueKind.Time], a => new DayNode((TimeNode)a[0])),
        new("days(time, time)", [ValueKind.Time, ValueKind.Time], a => new TimeSpanNode((TimeNode)a[0], (TimeNode)a[1], TimeSpan.TicksPerDay)),
        new("hours(time, time)", [ValueKind.Time, ValueKind.Time], a => new TimeSpanNode((TimeNode)a[0], (TimeNode)a[1], TimeSpan.TicksPerHour)),
        new("minutes(time, time)", [ValueKind.Time, ValueKind.Time], a => new TimeSpanNode((TimeNode)a[0], (TimeNode)a[1], TimeSpan.TicksPerMinute)),
    ];

    private static Function OfNumber(string name, Func<double, double> function) => new($"{name}(number)", [ValueKind.Number], a => new NumberFunction((NumberNode)a[0], function));

    private static Function OfText(string name, Func<string, string> function) => new($"{name}(text)", [ValueKind.Text], a => new TextFunction((TextNode)a[0], function));

    private static Function OfTime(string name, Func<DateTime, double> part) => new($"{name}(time)", [ValueKind.Time], a => new TimePart((TimeNode)a[0], part));

    private static TextTest Test(Node[] arguments, Func<string, string, bool> test) =>
        arguments[1] is TextConstant part ? new TextTest((TextNode)arguments[0], t => test(t, part.Value)) : throw new ExpressionException(0, "the second text must stand in quotes");

    private static TextFunction Substring(Node[] arguments)
    {
        if (arguments[1] is not NumberConstant { Whole: >= 1 and <= int.MaxValue and var first }) throw new ExpressionException(0, "the first character must be a whole number from 1 on");
        if (arguments[2] is not NumberConstant { Whole: >= 0 and <= int.MaxValue and var length }) throw new ExpressionException(0, "the length must be a whole number");
        return new TextFunction((TextNode)arguments[0], text =>
        {
            var from = (int)Math.Min(text.Length, first - 1);
            return text.Substring(from, (int)Math.Min(text.Length - from, length));
        });
    }

    private static double ParseNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.NaN;
}
