using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;

namespace MLOpsBuild.Reporting.Profiles;

/// <summary>A profile, or several below each other, as lines for a terminal, with plots of block characters.</summary>
/// <remarks>Texts out of data are made fit to be shown: control and reordering characters are replaced.</remarks>
public static class ProfileText
{
    private const int Bins = 24;
    private const int NameWidth = 24;

    /// <summary>The lines.</summary>
    /// <param name="title">What was profiled.</param>
    /// <param name="parts">The profiles, from the top.</param>
    public static IReadOnlyList<string> Write(string title, params IReadOnlyList<ProfiledPart> parts)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(parts);
        List<string> lines = [PlainText.Line(title, 100)];
        foreach (var (name, profile) in parts) lines.AddRange(Head(name, profile));
        foreach (var column in ColumnParts.Of(parts))
        {
            lines.Add("");
            lines.Add($"{PlainText.Line(column.Name, 60)}  {string.Join(", ", column.Present.Select(p => Facts.TypeOf(p.Type)).Distinct(StringComparer.Ordinal))}");
            var shape = Shape.Of(column.Parts, Bins);
            var lengths = Shape.OfLengths(column.Parts, Bins);
            for (var i = 0; i < parts.Count; i++)
            {
                if (column.Parts[i] is { } present) lines.AddRange(Column(present, parts.Count > 1 ? parts[i].Name : null, shape?.Counts[i], lengths?.Counts[i]));
            }
        }

        return [.. lines.Select(l => l.TrimEnd())];
    }

    private static IEnumerable<string> Head(string name, Profile profile)
    {
        var period = profile is { From: { } from, To: { } to } ? $", {Facts.Time(from)} to {Facts.Time(to)}" : "";
        yield return $"  {PlainText.Line(name, 40)}: {Numbers.Count(profile.Rows)} rows, {Numbers.Count(profile.Columns.Count)} columns{period}";
        if (profile.TimeColumn is not { } time || Shape.OfDays([profile.Columns[time]], 60) is not { } shape) yield break;
        var width = (int)(shape.Edges[1] - shape.Edges[0]);
        yield return $"  rows per day{(width == 1 ? "" : $", mean of {width} days each")}  {Plot(shape.Counts[0])}";
    }

    private static IEnumerable<string> Column(ColumnProfile column, string? part, IReadOnlyList<double>? counts, IReadOnlyList<double>? lengths)
    {
        var indent = part is null ? "  " : "  " + PlainText.Line(part, NameWidth).PadRight(NameWidth) + "  ";
        var missing = column.Missing == 0 ? "none missing" : $"{Facts.Missing(column)} missing";
        yield return $"{indent}{Numbers.Count(column.Count)} values, {missing}, {Facts.Distinct(column)} distinct";
        indent = new string(' ', indent.Length);
        if (counts is not null) yield return $"{indent}{Plot(counts)}";
        if (column.Mean is not null)
        {
            string Of(double? value) => Facts.Number(column, value) ?? Numbers.None;
            yield return $"{indent}{Of(column.Min)} | 5 % {Of(column.Quantile(0.05))} | median {Of(column.Quantile(0.5))} | 95 % {Of(column.Quantile(0.95))} | {Of(column.Max)}";
            yield return $"{indent}mean {Of(column.Mean)}, deviation {Of(column.StandardDeviation)}{Tail(column)}";
        }

        if (column.Earliest is not null)
        {
            string At(double share) => Facts.Time(column.TimeQuantile(share)) ?? Numbers.None;
            yield return $"{indent}{Facts.Time(column.Earliest)} | 5 % {At(0.05)} | median {At(0.5)} | 95 % {At(0.95)} | {Facts.Time(column.Latest)}";
        }

        if (column.ShortestText is not null) yield return $"{indent}length {Facts.Lengths(column)}{(lengths is null ? "" : $"  {Plot(lengths)}")}";
        var tops = TopValues.Of(new ColumnParts("", [""], [column]), 5);
        if (column.Mean is null && tops.Count > 0)
            yield return $"{indent}{string.Join(", ", tops.Select(t => $"{PlainText.Clip(t.Value, 20)} {Facts.Share(t.Counts[0] ?? 0, column.Count)}"))}";
    }

    // An empty bin is a gap: the lowest block is for bins with few values.
    private static string Plot(IReadOnlyList<double> counts) => Sparkline.Text([.. counts.Select(c => c > 0 ? c : double.NaN)]);

    private static string Tail(ColumnProfile column) =>
        column.Skewness is { } skewness ? $", skewness {Numbers.Significant(skewness, 3)}" : "";
}
