using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>What a transform learned about one column: it becomes any number of others.</summary>
internal abstract class ColumnMap
{
    /// <summary>What stands in the place of <paramref name="input"/>.</summary>
    public abstract IEnumerable<ModelInput> Outputs(ModelInput input);

    /// <summary>The columns of <see cref="Outputs"/>, in the same order.</summary>
    public abstract IEnumerable<Column> Apply(Table rows, ModelInput input);

    public abstract void Write(ModelWriter writer);
}

/// <summary>A transform that knows which inputs each output comes from; of others, an output comes from all inputs.</summary>
internal interface ITracedTransform
{
    /// <summary>For each output in order, the names of its inputs.</summary>
    IEnumerable<(string Output, string[] Inputs)> Sources { get; }
}

/// <summary>A transform that treats each of its columns by itself.</summary>
internal sealed class FittedColumns : IFittedTransform, ITracedTransform
{
    private readonly ModelInput[] _inputs;
    private readonly ColumnMap[] _maps;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public FittedColumns(string name, ModelInput[] inputs, ColumnMap[] maps)
    {
        Name = name;
        _inputs = inputs;
        _maps = maps;
        foreach (var input in inputs) _places.Add(input.Name, _places.Count);
        Outputs = [.. inputs.SelectMany((input, i) => maps[i].Outputs(input))];
    }

    public string Name { get; }

    public IReadOnlyList<ModelInput> Inputs => _inputs;

    public IReadOnlyList<ModelInput> Outputs { get; }

    /// <summary>What was learned, one for each input.</summary>
    public IReadOnlyList<ColumnMap> Maps => _maps;

    public IEnumerable<(string Output, string[] Inputs)> Sources => _inputs.SelectMany((input, i) => _maps[i].Outputs(input).Select(o => (o.Name, (string[])[input.Name])));

    /// <summary>Learns about each of the chosen columns.</summary>
    public static TransformFit Fit(string name, TrainingSet set, ModelInput[] inputs, Func<ModelInput, ColumnMap> fit)
    {
        var fitted = new FittedColumns(name, inputs, Array.ConvertAll(inputs, input => fit(input)));
        return new TransformFit(fitted, fitted.Apply(set.Features));
    }

    public Table Apply(Table rows)
    {
        foreach (var input in _inputs) _ = rows[input.Name];
        return new Table([.. rows.Columns.SelectMany(c => _places.TryGetValue(c.Name, out var i) ? _maps[i].Apply(rows, _inputs[i]) : [c])]);
    }

    public void Write(ModelWriter writer)
    {
        writer.Inputs(_inputs);
        foreach (var map in _maps) map.Write(writer);
    }

    public static FittedColumns Read(ModelReader reader, string name, Func<ModelReader, ModelInput, ColumnMap> read)
    {
        var inputs = reader.InputsOfAnyType();
        return new FittedColumns(name, inputs, Array.ConvertAll(inputs, input => read(reader, input)));
    }
}
