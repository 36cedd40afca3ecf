using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>Leaves out columns.</summary>
internal sealed class FittedSelection(string name, ModelInput[] dropped) : IFittedTransform
{
    public string Name => name;

    /// <summary>The columns that are left out.</summary>
    public IReadOnlyList<ModelInput> Inputs => dropped;

    public IReadOnlyList<ModelInput> Outputs => [];

    public static TransformFit Fit(string name, Table rows, ModelInput[] dropped)
    {
        var fitted = new FittedSelection(name, dropped);
        return dropped.Length < rows.Columns.Count
            ? new TransformFit(fitted, fitted.Apply(rows))
            : throw new ArgumentException("No column is left after the selection; lower its bounds.", nameof(rows));
    }

    public Table Apply(Table rows)
    {
        foreach (var input in dropped) _ = rows[input.Name];
        return TableParts.Replace(rows, dropped, []);
    }

    public void Write(ModelWriter writer) => writer.Inputs(dropped);

    public static FittedSelection Read(ModelReader reader, string name) => new(name, reader.InputsOfAnyType());
}
