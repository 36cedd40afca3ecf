using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MLOpsBuild.Data.Files;

namespace MLOpsBuild.Data;

/// <summary>The logical range of a dataset that a run uses. Bounds are inclusive.</summary>
/// <remarks>
/// Written as <c>all</c>, <c>last 3</c> (partitions), <c>2001-02</c> or <c>2001-01..2001-03</c> (partitions by name, compared ordinally),
/// or <c>2001-01-15..2001-03-31</c> (days). In a range of days a bound of the form <c>2001-03</c> means that month's first or last day.
/// </remarks>
public sealed record Window : IParsable<Window>
{
    private readonly string _text;
    private readonly int? _last;
    private readonly string? _first;
    private readonly string? _final;
    private readonly DateTime? _from;
    private readonly DateTime? _through;

    private Window(string text, int? last = null, string? first = null, string? final = null, DateTime? from = null, DateTime? through = null) =>
        (_text, _last, _first, _final, _from, _through) = (text, last, first, final, from, through);

    /// <summary>Every partition.</summary>
    public static Window All { get; } = new("all");

    /// <summary>The first day; null when the window is not one of days.</summary>
    public DateTime? FirstDay => _from;

    /// <summary>The last day; null when the window is not one of days.</summary>
    public DateTime? LastDay => _through;

    /// <summary>Reads a window.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static Window Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var window)
        ? window
        : throw new FormatException($"'{s}' is not a window; write 'all', 'last 3', '2001-02', '2001-01..2001-03' or '2001-01-15..2001-03-31', the earlier bound first.");

    /// <summary>Reads a window, or says that the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Window result)
    {
        result = null;
        if (s is null) return false;
        if (s == "all") result = All;
        else if (s.StartsWith("last ", StringComparison.Ordinal)) result = Last(s);
        else result = Range(s, s.Split(".."));
        return result is not null;
    }

    /// <summary>The partitions that have rows in the window, in their order.</summary>
    public IReadOnlyList<Partition> Partitions(IReadOnlyList<Partition> all)
    {
        if (_last is { } last) return [.. all.Skip(Math.Max(0, all.Count - last))];
        if (_from is { } from && _through is { } through) return [.. all.Where(p => p.From < through.AddDays(1) && p.To >= from)];
        return [.. all.Where(p => (_first is null || string.CompareOrdinal(p.Name, _first) >= 0) && (_final is null || string.CompareOrdinal(p.Name, _final) <= 0))];
    }

    /// <summary>True when a row at this time, in one of the window's partitions, belongs to the window: only a window of days cuts into a partition.</summary>
    public bool Contains(DateTime time) => (_from is null || time >= _from) && (_through is null || time < _through.Value.AddDays(1));

    /// <summary>The window as it was written.</summary>
    public override string ToString() => _text;

    private static Window? Last(string text) =>
        int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? new Window($"last {count}", last: count) : null;

    private static Window? Range(string text, string[] bounds)
    {
        if (bounds.Length > 2 || !bounds.All(Partition.IsName)) return null;
        var first = bounds[0];
        var final = bounds[^1];
        if (!Times.TryParseDay(first, out _) && !Times.TryParseDay(final, out _))
        {
            return string.CompareOrdinal(first, final) <= 0 ? new Window(text, first: first, final: final) : null;
        }

        return Day(first, false) is { } from && Day(final, true) is { } through && from <= through ? new Window(text, from: from, through: through) : null;
    }

    private static DateTime? Day(string bound, bool isEnd)
    {
        if (Times.TryParseDay(bound, out var day)) return day;
        if (!Times.TryParseDay($"{bound}-01", out var month)) return null;
        return isEnd ? month.AddMonths(1).AddDays(-1) : month;
    }
}
