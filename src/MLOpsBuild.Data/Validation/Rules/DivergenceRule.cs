using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>divergence</c>: the column's shares are close to the expected ones: at most <c>max</c> by the <c>measure</c>.</summary>
/// <remarks>
/// Expected are <c>shares</c> by value of a text column, or a list of them between the <c>edges</c> of a numeric one; <c>other</c> is the share of all else.
/// Measures: <c>kl</c>, Kullback and Leibler's divergence of what was found from what was expected (1951, in nats; infinite for what was not expected at all); <c>js</c>, the
/// divergence of Lin (1991) in nats; <c>largest</c>, the largest difference of two shares.
/// </remarks>
internal sealed class DivergenceRule(RuleHeader header, string column, DivergenceRule.Expected expected, string measure, double max) : ValueRule(header, column)
{
    public const string Kind = "divergence";

    internal override string Advice => $"Compare the column's distribution with that of earlier partitions; adjust the shares of rule '{Header.Name}' when the change is real.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "shares", "edges", "other", "measure", "max");
        var column = reader.Column(ColumnType.Text, ColumnType.Number, ColumnType.Integer);
        if (reader.Node["max"] is null) reader.Wrong("needs 'max'");
        var expected = column.Type == ColumnType.Text ? OfTexts(reader) : OfNumbers(reader);
        return new DivergenceRule(header, column.Name, expected, reader.Word("measure", "kl", "kl", "js", "largest"), reader.Number("max", 0, 1e9) ?? 0);
    }

    protected override RuleOutcome Judge(ValueTally tally, Evidence evidence)
    {
        var counts = new double[expected.Shares.Count];
        if (expected.Edges is null)
        {
            foreach (var (text, seen) in tally.Texts) counts[expected.Texts.GetValueOrDefault(text, counts.Length - 1)] += seen.Count;
        }
        else
        {
            foreach (var (number, count) in tally.Numbers) counts[Bin(number)] += count;
        }

        var value = Distance(counts, tally.Count);
        return value <= max ? Kept() : Broken($"The shares of '{Column}' differ from those expected by {Values.Number(value)} ({measure}); allowed is {Values.Number(max)}.", evidence.Place(Column));
    }

    // The last edge belongs to the last bin, as in NumPy's histogram; everything outside is the other.
    private int Bin(double number)
    {
        var edges = expected.Edges!;
        if (number < edges[0] || number > edges[^1]) return expected.Shares.Count - 1;
        var bin = 0;
        while (bin < edges.Count - 2 && number >= edges[bin + 1]) bin++;
        return bin;
    }

    private double Distance(double[] counts, double total)
    {
        var sum = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            var (found, wanted) = (counts[i] / total, expected.Shares[i]);
            var middle = (found + wanted) / 2;
            sum = measure switch
            {
                "kl" => sum + Part(found, wanted),
                "js" => sum + Part(found, middle) / 2 + Part(wanted, middle) / 2,
                _ => Math.Max(sum, Math.Abs(found - wanted)),
            };
        }

        return sum;
    }

    private static double Part(double found, double wanted) => found == 0 ? 0 : wanted == 0 ? double.PositiveInfinity : found * ReproducibleMath.Log(found / wanted);

    private static Expected OfTexts(RuleReader reader)
    {
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        var shares = new List<double>();
        if (reader.Node["edges"] is not null) reader.Wrong("has 'edges' for a text column");
        if (reader.Strict.Required(reader.Node, "shares", reader.What) is { } node && reader.Strict.Map(node, $"'shares' of {reader.What}"))
        {
            foreach (var (text, share) in node.Members)
            {
                texts.TryAdd(text, shares.Count);
                shares.Add(reader.Strict.Number(share, $"the share of '{text}'", 0, 1) ?? 0);
            }
        }

        return Check(reader, texts, shares, null);
    }

    private static Expected OfNumbers(RuleReader reader)
    {
        double[] edges = [.. reader.Strict.Items(reader.Strict.Required(reader.Node, "edges", reader.What), "'edges'").Select(e => reader.Strict.Number(e, "an edge") ?? 0)];
        List<double> shares = [.. reader.Strict.Items(reader.Strict.Required(reader.Node, "shares", reader.What), "'shares'").Select(s => reader.Strict.Number(s, "a share", 0, 1) ?? 0)];
        if (edges.Length < 2 || shares.Count != edges.Length - 1) reader.Wrong("needs one more of 'edges' than of 'shares'");
        for (var i = 1; i < edges.Length; i++)
        {
            if (edges[i] <= edges[i - 1]) reader.Wrong("has 'edges' that do not rise");
        }

        return Check(reader, [], shares, edges);
    }

    private static Expected Check(RuleReader reader, Dictionary<string, int> texts, List<double> shares, double[]? edges)
    {
        shares.Add(reader.Number("other", 0, 1) ?? 0);
        var sum = shares.Sum();
        if (Math.Abs(sum - 1) > 1e-6) reader.Wrong($"has shares that sum to {Values.Number(sum)}, not to 1");
        return new Expected(texts, edges, shares);
    }

    /// <summary>What the shares should be; the last one is that of all else.</summary>
    internal sealed record Expected(IReadOnlyDictionary<string, int> Texts, IReadOnlyList<double>? Edges, IReadOnlyList<double> Shares);
}
