using MLOpsBuild.Learning;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Behaviours;

/// <summary>
/// Tests of what a model does, a line each: directional (<c>Behaviour.Of(model).OnRows(rows).Raising("size").NeverLowers()</c>), invariance (<c>.NeverChanges()</c>) and minimum
/// functionality (<c>.OnRow(("size", 10)).PredictsAtLeast(0.5)</c>). Each throws <see cref="BehaviourBrokenException"/> with the worst rows when it does not hold.
/// </summary>
/// <remarks>The three kinds are those of Ribeiro et al., "Beyond Accuracy: Behavioral Testing of NLP Models with CheckList" (2020), for columns in place of texts.</remarks>
public static class Behaviour
{
    /// <summary>What is tested.</summary>
    /// <param name="model">The model.</param>
    public static BehaviourModel Of(ITrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new BehaviourModel(model, model.Outputs == 1 ? 0 : null);
    }
}

/// <summary>A model whose behaviour is tested.</summary>
public sealed class BehaviourModel
{
    private readonly ITrainedModel _model;
    private readonly int? _output;

    internal BehaviourModel(ITrainedModel model, int? output) => (_model, _output) = (model, output);

    /// <summary>Looks at the probability of one class, of a model that has several.</summary>
    /// <exception cref="ArgumentException">There is no such class; the message lists the known ones.</exception>
    public BehaviourModel Class(string name)
    {
        var names = ClassNames.Of(_model);
        var at = names.ToList().IndexOf(name);
        return at >= 0 ? new BehaviourModel(_model, at) : throw new ArgumentException($"The model has no class '{name}'; it has {(names.Count == 0 ? "none" : string.Join(", ", names))}.", nameof(name));
    }

    /// <summary>Tries it on rows of features.</summary>
    /// <param name="rows">A table with the model's inputs; other columns may be there.</param>
    /// <exception cref="ArgumentException">A column that the model needs is missing, or of another type; or the model has several classes and none was chosen.</exception>
    public BehaviourRows OnRows(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var problems = _model.Inputs.Where(i => !rows.Has(i.Name) || !Fits(rows[i.Name].Type, i.Type))
            .Select(i => rows.Has(i.Name) ? $"'{i.Name}' is {Word(rows[i.Name].Type)}, the model takes {Word(i.Type)}" : $"'{i.Name}' ({Word(i.Type)}) is missing")
            .ToArray();
        if (problems.Length > 0) throw new ArgumentException($"The rows do not fit the model: {string.Join("; ", problems)}.", nameof(rows));
        return new BehaviourRows(Predict, rows);
    }

    /// <summary>Tries it on one row that is written by hand.</summary>
    /// <param name="values">A value for each of the model's inputs: a number, a text, a time, or null where it is missing.</param>
    /// <exception cref="ArgumentException">An input has no value, or a value has no input.</exception>
    public BehaviourRows OnRow(params (string Column, object? Value)[] values)
    {
        var named = values.ToDictionary(v => v.Column, v => v.Value, StringComparer.Ordinal);
        var wrong = _model.Inputs.Select(i => i.Name).Except(named.Keys).Select(name => $"'{name}' has no value")
            .Concat(named.Keys.Except(_model.Inputs.Select(i => i.Name)).Select(name => $"the model has no input '{name}'")).ToArray();
        if (wrong.Length > 0) throw new ArgumentException($"The row does not fit the model: {string.Join("; ", wrong)}. Its inputs are {string.Join(", ", _model.Inputs.Select(i => i.Name))}.", nameof(values));
        var table = new TableBuilder([.. _model.Inputs.Select(i => (i.Name, i.Type))]);
        table.Add([.. _model.Inputs.Select(i => Cells.Of(named[i.Name], i.Type))]);
        return OnRows(table.Build());
    }

    private static bool Fits(ColumnType found, ColumnType asked) => found == asked || (found is ColumnType.Number or ColumnType.Integer && asked is ColumnType.Number or ColumnType.Integer);

    private static string Word(ColumnType type) => type.ToString().ToLowerInvariant();

    private double[] Predict(Table rows)
    {
        var output = _output ?? throw new ArgumentException($"The model predicts several classes; choose one: .Class(\"{ClassNames.Of(_model)[0]}\").");
        var predictions = _model.Predict(rows);
        return _model.Outputs == 1 ? predictions : [.. Enumerable.Range(0, rows.RowCount).Select(row => predictions[(row * _model.Outputs) + output])];
    }
}
