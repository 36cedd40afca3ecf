using System.Globalization;
using System.Text.Json;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Profiles;

/// <summary>Reads a profile from JSON, strictly.</summary>
internal static class ProfileReader
{
    private static readonly string[] TypeNames = [.. Enum.GetValues<ColumnType>().Select(ProfileWriter.NameOf)];

    public static Profile Read(ReadOnlySpan<byte> json, string file)
    {
        var root = JsonNodeAt.Parse(json, file);
        var strict = new StrictJson(file);
        var columns = new SortedDictionary<string, ColumnProfile>(StringComparer.Ordinal);
        var days = new SortedDictionary<DateTime, long>();
        var rows = 0L;
        if (strict.Object(root, "the profile", "version", "rows", "from", "to", "columns", "days"))
        {
            strict.Version(root, "the profile");
            rows = strict.Integer(strict.Required(root, "rows", "the profile"), "'rows'", 0) ?? 0;
            if (strict.Map(strict.Required(root, "columns", "the profile"), "'columns'"))
            {
                foreach (var (name, node) in root["columns"]!.Members) columns[name] = Column(strict, name, node);
            }

            if (strict.Map(strict.Required(root, "days", "the profile"), "'days'"))
            {
                foreach (var (name, node) in root["days"]!.Members)
                {
                    if (Times.TryParseDay(name, out var day)) days[day] = strict.Integer(node, $"the count of {name}", 1) ?? 0;
                    else strict.Wrong(node, $"'{name}' is not a day.");
                }
            }
        }

        var from = Time(strict, root["from"]);
        var to = Time(strict, root["to"]);
        strict.ThrowIfAny();
        return new Profile(rows, columns, days, from, to);
    }

    private static ColumnProfile Column(StrictJson strict, string name, JsonNodeAt node)
    {
        var what = $"column '{name}'";
        strict.Object(node, what, "type", "count", "missing", "exact", "min", "max", "mean", "squares", "values");
        var word = strict.Word(strict.Required(node, "type", what), "type", TypeNames);
        var type = (ColumnType)Math.Max(0, Array.IndexOf(TypeNames, word));
        var count = strict.Integer(strict.Required(node, "count", what), "'count'", 0) ?? 0;
        var missing = strict.Integer(strict.Required(node, "missing", what), "'missing'", 0) ?? 0;
        var exact = strict.Flag(strict.Required(node, "exact", what), "'exact'") ?? true;
        var values = Pairs(strict, node, what);
        var numeric = type is ColumnType.Number or ColumnType.Integer;
        var moments = numeric && count > 0
            ? new Moments(count, Number(strict, node["mean"]), Number(strict, node["squares"]), Number(strict, node["min"]), Number(strict, node["max"]))
            : Moments.None with { Count = count };
        var numbers = numeric ? NumberCounts.Of(values.Select(v => KeyValuePair.Create(Number(strict, v.Value), v.Count)), exact) : null;
        var texts = type == ColumnType.Text ? TextCounts.Of(values.DistinctBy(v => v.Value.Text).Select(v => KeyValuePair.Create(v.Value.Text, v.Count)), exact) : null;
        return new ColumnProfile(type, missing, moments, numbers, texts);
    }

    private static List<(JsonNodeAt Value, long Count)> Pairs(StrictJson strict, JsonNodeAt node, string what)
    {
        var items = strict.Items(strict.Required(node, "values", what), $"the values of {what}");
        if (items.Count % 2 != 0) strict.Wrong(node["values"]!, $"the values of {what} must be followed by their counts.");
        var pairs = new List<(JsonNodeAt, long)>();
        for (var i = 0; i + 1 < items.Count; i += 2) pairs.Add((items[i], strict.Integer(items[i + 1], "a count", 1) ?? 0));
        return pairs;
    }

    private static double Number(StrictJson strict, JsonNodeAt? node)
    {
        if (node?.Kind is JsonTokenType.Number && double.TryParse(node.Text, CultureInfo.InvariantCulture, out var value)) return value;
        if (node is { Kind: JsonTokenType.String, Text: "Infinity" or "-Infinity" or "NaN" }) return double.Parse(node.Text, CultureInfo.InvariantCulture);
        if (node is not null) strict.Wrong(node, $"'{node.Text}' is not a number.");
        return double.NaN;
    }

    private static DateTime? Time(StrictJson strict, JsonNodeAt? node)
    {
        var text = strict.Text(node, "a time");
        if (text is null) return null;
        if (Times.TryParse(text, out var time)) return time;
        strict.Wrong(node!, $"'{text}' is not a time; expected 2001-01-31T23:55.");
        return null;
    }
}
