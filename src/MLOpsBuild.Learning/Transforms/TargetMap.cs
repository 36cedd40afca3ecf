using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>The mean target of each category, or its share of each class.</summary>
internal sealed class TargetMap : ColumnMap
{
    private readonly string[] _classes;
    private readonly string[] _categories;
    private readonly double[][] _values;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>Takes categories in ascending ordinal order and, for each class (or once), their values, then that of a missing text, then that of an unseen one.</summary>
    private TargetMap(string[] classes, string[] categories, double[][] values)
    {
        (_classes, _categories, _values) = (classes, categories, values);
        foreach (var category in categories) _places.Add(category, _places.Count);
    }

    public IReadOnlyList<string> Categories => _categories;

    /// <summary>For each output: one value a category, that of a missing text and that of an unseen one.</summary>
    public IReadOnlyList<double[]> Values => _values;

    public static TargetMap Fit(TextColumn column, IReadOnlyList<string> classes, double[][] targets, double[] weights, double priorWeight, double[] fallback)
    {
        string[] categories = [.. TextCounts.Of(column).Select(c => c.Text).Order(StringComparer.Ordinal)];
        var places = TextCounts.Map(column, text => Array.BinarySearch(categories, text, StringComparer.Ordinal), categories.Length);
        var counts = new double[categories.Length + 2];
        for (var row = 0; row < places.Length; row++) counts[places[row]] += weights[row];
        var values = new double[targets.Length][];
        for (var t = 0; t < values.Length; t++)
        {
            var mean = Mean(targets[t], weights, fallback[t]);
            var sums = new double[counts.Length];
            for (var row = 0; row < places.Length; row++) sums[places[row]] += weights[row] * targets[t][row];
            values[t] = [.. sums.Select((sum, i) => counts[i] > 0 ? (sum + priorWeight * mean) / (counts[i] + priorWeight) : mean)];
        }

        return new TargetMap(targets.Length > 1 ? [.. classes] : [], categories, values);
    }

    /// <summary>The weighted mean; the fallback when no row has a weight.</summary>
    public static double Mean(double[] target, double[] weights, double fallback)
    {
        var sum = PairwiseSum.Of(weights);
        return sum > 0 ? PairwiseSum.Of([.. target.Select((y, row) => y * weights[row])]) / sum : fallback;
    }

    public override IEnumerable<ModelInput> Outputs(ModelInput input) => _classes.Length == 0
        ? [input with { Type = ColumnType.Number }]
        : _classes.Select(c => new ModelInput($"{input.Name}={c}", ColumnType.Number));

    public override IEnumerable<Column> Apply(Table rows, ModelInput input)
    {
        var places = TextCounts.Map(Inputs.Texts(rows, input), text => _places.GetValueOrDefault(text, _categories.Length + 1), _categories.Length);
        return Outputs(input).Select((output, i) => new NumberColumn(output.Name, Array.ConvertAll(places, place => _values[i][place])));
    }

    public override void Write(ModelWriter writer)
    {
        writer.Texts(_classes);
        writer.Texts(_categories);
        foreach (var values in _values) writer.Numbers(values);
    }

    public static TargetMap Read(ModelReader reader, ModelInput input)
    {
        if (!input.IsText()) throw reader.Wrong($"'{input.Name}' is no text and has categories");
        var classes = reader.Texts();
        var categories = reader.AscendingTexts();
        var values = new double[Math.Max(1, classes.Length)][];
        for (var i = 0; i < values.Length; i++) values[i] = reader.Numbers(categories.Length + 2);
        return new TargetMap(classes, categories, values);
    }
}

/// <summary>For training rows only: each row gets what the rows of the other folds give.</summary>
internal sealed class OutOfFoldMap(TargetMap[] byFold, int[] foldOfRow) : ColumnMap
{
    public override IEnumerable<ModelInput> Outputs(ModelInput input) => byFold[0].Outputs(input);

    public override IEnumerable<Column> Apply(Table rows, ModelInput input)
    {
        var columns = Array.ConvertAll(byFold, map => map.Apply(rows, input).Select(c => ((NumberColumn)c).ToNumbers()).ToArray());
        return Outputs(input).Select((output, i) => new NumberColumn(output.Name, [.. foldOfRow.Select((fold, row) => columns[fold][i][row])]));
    }

    public override void Write(ModelWriter writer) => throw new NotSupportedException("The values of training rows do not travel with a model.");
}
