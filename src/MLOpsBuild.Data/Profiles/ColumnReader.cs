using System.Globalization;
using System.Text.Json;
using MLOpsBuild.Data.Files;

namespace MLOpsBuild.Data.Profiles;

/// <summary>Reads the members of one column of a profile and notes what is wrong with them.</summary>
internal sealed class ColumnReader(StrictJson strict, JsonNodeAt node, string what)
{
    private static readonly string[] Common = ["type", "missing", "count"];

    public bool Has(string name) => node[name] is not null;

    /// <summary>Refuses keys other than the common ones and these.</summary>
    public void Keys(params ReadOnlySpan<string> known) => strict.Object(node, what, [.. Common, .. known]);

    public void Wrong(string message) => strict.Wrong(node, $"{what}: {message}");

    public bool Holds(bool condition, string message)
    {
        if (!condition) Wrong(message);
        return condition;
    }

    public long Integer(string name) => strict.Integer(strict.Required(node, name, what), $"'{name}' of {what}", 0) ?? 0;

    public string? Text(string name) => strict.Text(strict.Required(node, name, what), $"'{name}' of {what}");

    public string? Word(string name, params IReadOnlyList<string> known) => strict.Word(strict.Required(node, name, what), name, known);

    public IReadOnlyList<JsonNodeAt> Items(string name) => strict.Items(strict.Required(node, name, what), $"'{name}' of {what}");

    public IReadOnlyList<(string Name, JsonNodeAt Value)> Members(string name) =>
        strict.Map(strict.Required(node, name, what), $"'{name}' of {what}") ? node[name]!.Members : [];

    /// <summary>A list of whole numbers of either sign.</summary>
    public IEnumerable<long> Integers(string name) => Items(name).Select(n => strict.Integer(n, $"a count of {what}", long.MinValue) ?? 0);

    /// <summary>A list of exactly so many counts; zeros when it is another.</summary>
    public long[] Integers(string name, int length)
    {
        var values = Items(name).Select(n => strict.Integer(n, $"'{name}' of {what}", 0) ?? 0).ToArray();
        return Holds(values.Length == length, $"'{name}' must have {length} items.") ? values : new long[length];
    }

    /// <summary>A list of exactly so many numbers; zeros when it is another.</summary>
    public double[] Numbers(string name, int length)
    {
        var values = Items(name).Select(Number).ToArray();
        return Holds(values.Length == length, $"'{name}' must have {length} items.") ? values : new double[length];
    }

    /// <summary>A list inside a list.</summary>
    public double[] Numbers(JsonNodeAt list) => [.. strict.Items(list, $"a list of {what}").Select(Number)];

    /// <summary>A number; infinities are words.</summary>
    public double Number(JsonNodeAt value)
    {
        if (value.Kind == JsonTokenType.Number && double.TryParse(value.Text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return number + 0.0;
        if (value is { Kind: JsonTokenType.String, Text: "Infinity" or "-Infinity" or "NaN" }) return double.Parse(value.Text, CultureInfo.InvariantCulture);
        strict.Wrong(value, $"'{value.Text}' is not a number.");
        return 0;
    }

    /// <summary>Values that ascend strictly, each followed by its count, whose sum is <paramref name="total"/> (or at most that).</summary>
    public List<KeyValuePair<T, long>> Pairs<T>(string name, Func<JsonNodeAt, T> read, IComparer<T> order, long total, bool isAll)
    {
        var items = Items(name);
        Holds(items.Count % 2 == 0, $"each of '{name}' must be followed by its count.");
        var pairs = new List<KeyValuePair<T, long>>(items.Count / 2);
        var left = total;
        for (var i = 0; i + 1 < items.Count; i += 2)
        {
            var value = read(items[i]);
            var count = strict.Integer(items[i + 1], $"a count of {what}", 1) ?? 1;
            if (pairs.Count > 0 && !(order.Compare(pairs[^1].Key, value) < 0)) strict.Wrong(items[i], $"'{name}' of {what} must ascend.");
            pairs.Add(KeyValuePair.Create(value, count));
            left = count > left ? -1 : left - count;
            if (left < 0) break;
        }

        Holds(left == 0 || (left > 0 && !isAll), $"the counts of '{name}' do not add up to those of the column.");
        return pairs;
    }

    public DistinctSketch Distinct(long count)
    {
        if (Has("hashes"))
        {
            var hashes = Items("hashes").Select(Hash).ToArray();
            var ascend = hashes.Length <= Math.Min(count, DistinctSketch.ExactLimit) && hashes.Zip(hashes.Skip(1)).All(h => h.First < h.Second);
            Holds(ascend && (hashes.Length > 0 || count == 0), $"'hashes' must ascend, at most {DistinctSketch.ExactLimit} of them and not more than values.");
            return ascend ? DistinctSketch.Of(hashes) : new DistinctSketch();
        }

        var ranks = Text("registers") is { } text ? RegisterText.Parse(text) : null;
        Holds(ranks is not null && ranks.AsSpan().ContainsAnyExcept((byte)0), $"'registers' must be {DistinctSketch.Registers} characters for ranks up to {DistinctSketch.MostRank}.");
        return DistinctSketch.OfRanks(ranks ?? new byte[DistinctSketch.Registers]);
    }

    private ulong Hash(JsonNodeAt item)
    {
        if (item is { Kind: JsonTokenType.String, Text.Length: 16 } && item.Text.All(char.IsAsciiHexDigitLower))
            return ulong.Parse(item.Text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        strict.Wrong(item, $"'{item.Text}' is no hash of 16 hexadecimal digits.");
        return 0;
    }
}
