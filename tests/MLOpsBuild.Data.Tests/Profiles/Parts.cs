using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests.Profiles;

/// <summary>Orders of values and ways to cut them up that are hard on a sketch.</summary>
internal static class Parts
{
    public static readonly string[] Orders = ["sorted", "reversed", "sawtooth", "shuffled", "organ pipe", "duplicates", "zoomed in", "skewed"];

    public static readonly string[] Cuts = ["one", "batches", "tiny", "lopsided", "tree", "growing"];

    public static double[] Ordered(string order, int count)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(i => i * 0.5 + 0.25)];
        var random = new SeededRandom(11);
        switch (order)
        {
            case "reversed": Array.Reverse(values); break;
            case "sawtooth": return [.. values.Select((_, i) => (i * 1009L % count) * 0.5 + (i % 2 == 0 ? 0.1 : 0.2))];
            case "shuffled": random.Shuffle(values.AsSpan()); break;
            case "organ pipe": return [.. Enumerable.Range(0, count).Select(i => Math.Min(i, count - i) * 0.5 + 0.1)];
            case "duplicates": return [.. Enumerable.Range(0, count).Select(i => i % 3 == 0 ? 7.5 : random.Next(5000) / 8.0)];
            case "zoomed in": return [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? i * 0.5 : count - i * 0.5)];
            case "skewed": return [.. Enumerable.Range(0, count).Select(_ => 1 / (random.NextDouble() + 1e-9))];
        }

        return values;
    }

    public static ColumnProfile Profiled(double[] values, string cut) => cut switch
    {
        "one" => Of(values),
        "batches" => Merged(values.Chunk(4096)),
        "tiny" => Merged(values.Chunk(7)),
        "lopsided" => Of(values[..(values.Length / 2)]).Merge(Merged(values[(values.Length / 2)..].Chunk(97))),
        "tree" => Tree([.. values.Chunk(31).Select(Of)]),
        _ => Enumerable.Range(0, 12).Select(i => values[(values.Length * i * i / 144)..(values.Length * (i + 1) * (i + 1) / 144)]).Select(Of).Aggregate((a, b) => b.Merge(a)),
    };

    public static ColumnProfile Of(double[] values) => ColumnProfile.Of(new NumberColumn("x", values));

    public static ColumnProfile Texts(IEnumerable<string?> values) => ColumnProfile.Of(TextColumn.Of("x", [.. values]));

    private static ColumnProfile Merged(IEnumerable<double[]> parts) => parts.Select(Of).Aggregate((a, b) => a.Merge(b));

    private static ColumnProfile Tree(ColumnProfile[] parts) =>
        parts.Length == 1 ? parts[0] : Tree(parts[..(parts.Length / 2)]).Merge(Tree(parts[(parts.Length / 2)..]));
}
