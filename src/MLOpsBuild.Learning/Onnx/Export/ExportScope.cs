namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>Where a model or transform is exported to: the graph, and what its columns are called there.</summary>
/// <param name="graph">The graph to add to.</param>
/// <param name="columns">By the column's name: the value that holds it, doubles or texts of [rows, 1].</param>
internal sealed class ExportScope(GraphBuilder graph, IReadOnlyDictionary<string, string> columns)
{
    public GraphBuilder Graph => graph;

    public IReadOnlyDictionary<string, string> Columns => columns;

    /// <summary>The value of a column.</summary>
    public string this[ModelInput input] => columns[input.Name];

    /// <summary>The same graph with other columns.</summary>
    public ExportScope With(IReadOnlyDictionary<string, string> others) => new(graph, others);
}
