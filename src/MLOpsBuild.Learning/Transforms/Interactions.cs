using System.Text;
using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>Adds the product of each pair of numbers, <c>a*b</c>, and the crossing of each pair of texts, <c>a|b</c>, behind the other columns.</summary>
/// <remarks>A crossing is the two texts joined by <c>|</c>, with a backslash before each <c>|</c> or backslash of their own. Where one is missing, so is the product or crossing.</remarks>
public sealed class Interactions : ITransform
{
    /// <summary>The transform's name.</summary>
    public const string FormatName = "interactions";

    private const int MostColumns = 50;

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The pairs, each of two numbers, which may be one and the same, or of two texts. Null for all pairs of different numbers and of different texts, of at most 50 columns. Default null.</summary>
    public IReadOnlyList<(string First, string Second)>? Pairs { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing, a pair is of a number and a text, or there are more than 50 columns to pair.</exception>
    public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        var all = ColumnChoice.Of(set, null, i => i.IsNumber() || i.IsText(), "numbers and texts");
        ModelInput Find(string name) => ColumnChoice.Of(set, [name], i => i.IsNumber() || i.IsText(), "numbers and texts")[0];
        var pairs = Pairs is null ? AllPairs(all) : [.. Pairs.Select(p => (First: Find(p.First), Second: Find(p.Second)))];
        foreach (var (first, second) in pairs)
        {
            if (first.IsText() != second.IsText()) throw new ArgumentException($"'{first.Name}' is {first.Type} and '{second.Name}' {second.Type}: only like columns interact.", nameof(set));
        }

        var fitted = new FittedInteractions(pairs);
        return new TransformFit(fitted, fitted.Apply(set.Features));
    }

    private static (ModelInput First, ModelInput Second)[] AllPairs(ModelInput[] all)
    {
        if (all.Length > MostColumns) throw new ArgumentException($"{all.Length} columns have too many pairs; name the pairs that are wanted.", nameof(all));
        return [.. from i in Enumerable.Range(0, all.Length) from j in Enumerable.Range(i + 1, all.Length - i - 1) where all[i].IsText() == all[j].IsText() select (all[i], all[j])];
    }
}

/// <summary>Pairs of like columns.</summary>
internal sealed class FittedInteractions((ModelInput First, ModelInput Second)[] pairs) : IFittedTransform, ITracedTransform
{
    public string Name => Interactions.FormatName;

    public IReadOnlyList<(ModelInput First, ModelInput Second)> Pairs => pairs;

    public IReadOnlyList<ModelInput> Inputs => [.. pairs.SelectMany(p => (ModelInput[])[p.First, p.Second]).Distinct()];

    public IReadOnlyList<ModelInput> Outputs => Array.ConvertAll(pairs, p => new ModelInput(NameOf(p), p.First.IsText() ? ColumnType.Text : ColumnType.Number));

    public IEnumerable<(string Output, string[] Inputs)> Sources => pairs.Select(p => (NameOf(p), (string[])[p.First.Name, p.Second.Name]));

    public Table Apply(Table rows) => rows.With(pairs.Select(p => p.First.IsText() ? (Column)Crossing(rows, p) : Product(rows, p)));

    public void Write(ModelWriter writer)
    {
        writer.Integer(pairs.Length);
        foreach (var (first, second) in pairs)
        {
            writer.Input(first);
            writer.Input(second);
        }
    }

    public static FittedInteractions Read(ModelReader reader)
    {
        var pairs = new (ModelInput First, ModelInput Second)[reader.Count(10)];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = (reader.Input(), reader.Input());
            if (pairs[i].First.IsText() != pairs[i].Second.IsText()) throw reader.Wrong($"'{pairs[i].First.Name}' and '{pairs[i].Second.Name}' can not interact");
        }

        return new FittedInteractions(pairs);
    }

    private static string NameOf((ModelInput First, ModelInput Second) pair) => $"{pair.First.Name}{(pair.First.IsText() ? '|' : '*')}{pair.Second.Name}";

    private static NumberColumn Product(Table rows, (ModelInput First, ModelInput Second) pair)
    {
        var values = Learning.Inputs.Numbers(rows, pair.First);
        var others = Learning.Inputs.Numbers(rows, pair.Second);
        for (var row = 0; row < values.Length; row++) values[row] *= others[row];
        return new NumberColumn(NameOf(pair), values);
    }

    private static TextColumn Crossing(Table rows, (ModelInput First, ModelInput Second) pair)
    {
        var first = Learning.Inputs.Texts(rows, pair.First);
        var second = Learning.Inputs.Texts(rows, pair.Second);
        string[] left = [.. first.Dictionary.Select(Escape)];
        string[] right = [.. second.Dictionary.Select(Escape)];
        return TextColumn.Of(NameOf(pair), [.. Enumerable.Range(0, rows.RowCount).Select(row =>
            first.Codes[row] < 0 || second.Codes[row] < 0 ? null : $"{left[first.Codes[row]]}|{right[second.Codes[row]]}")]);
    }

    /// <summary>The texts that a crossing joins; null for a text that is no crossing.</summary>
    internal static (string First, string Second)? PairOf(string crossing)
    {
        StringBuilder[] parts = [new(), new()];
        var part = 0;
        for (var at = 0; at < crossing.Length; at++)
        {
            if (crossing[at] == '|' && ++part > 1) return null;
            if (crossing[at] == '|') continue;
            if (crossing[at] == '\\' && ++at == crossing.Length) return null;
            parts[part].Append(crossing[at]);
        }

        return part == 1 ? (parts[0].ToString(), parts[1].ToString()) : null;
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
}
