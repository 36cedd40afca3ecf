using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>Collects the operations and constants of a graph and gives their values names. The same calls give the same graph.</summary>
internal sealed partial class GraphBuilder
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<(string Name, OnnxTensor Tensor)> _constants = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public IReadOnlyList<OnnxNode> Nodes => _nodes;

    /// <summary>The least version of the main domain that has all operators used.</summary>
    public long MainVersion { get; private set; } = 15;

    public IReadOnlyList<(string Name, OnnxTensor Tensor)> Constants => _constants;

    /// <summary>Takes a name that nothing has yet: this one, or with a number behind it.</summary>
    public string Reserve(string wanted)
    {
        var name = wanted;
        for (var i = 2; !_names.Add(name); i++) name = $"{wanted}_{i}";
        return name;
    }

    /// <summary>An operation of the main domain with one result, whose name is returned.</summary>
    public string Add(string operation, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes) => Add(OnnxFile.Main, operation, inputs, attributes);

    /// <summary>An operation of the domain for machine learning with one result, whose name is returned.</summary>
    public string AddMl(string operation, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes) => Add(OnnxFile.Ml, operation, inputs, attributes);

    /// <summary>An operation whose one result has a given name, reserved before.</summary>
    public void AddAs(string output, string operation, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes) =>
        _nodes.Add(new OnnxNode(operation, OnnxFile.Main, [.. inputs.Select(WithText)], [output], attributes));

    /// <summary>A constant of one number, which meets tensors of any shape.</summary>
    public string Number(double value) => Constant(OnnxTensor.Of(ElementType.Double, [], [value]));

    /// <summary>Constant numbers, row by row.</summary>
    public string Numbers(double[] values, params int[] dims) => Constant(OnnxTensor.Of(ElementType.Double, dims, values));

    /// <summary>A constant list of integers.</summary>
    public string Integers(params double[] values) => Constant(OnnxTensor.Of(ElementType.Int64, [values.Length], values));

    /// <summary>A constant list of texts.</summary>
    public string Texts(params string[] values) => Constant(OnnxTensor.Of([values.Length], values));

    /// <summary>Columns beside one another.</summary>
    public string Beside(IReadOnlyList<string> columns) => columns.Count == 1 ? columns[0] : Add("Concat", columns, Integer("axis", 1));

    /// <summary>The sum of values of like shape.</summary>
    public string Sum(IReadOnlyList<string> values) => values.Aggregate((sum, next) => Add("Add", [sum, next]));

    /// <summary>Whether each number is NaN or infinite.</summary>
    public string IsNotFinite(string values) => Add("IsNaN", [Add("Sub", [values, values])]);

    /// <summary>One of several columns.</summary>
    public string Column(string columns, int place, int count) => count == 1 ? columns : Add("Gather", [columns, Integers(place)], Integer("axis", 1));

    /// <summary>Each of several columns.</summary>
    public IReadOnlyList<string> Split(string columns, int count) => [.. Enumerable.Range(0, count).Select(place => Column(columns, place, count))];

    /// <summary>Numbers as doubles.</summary>
    public string ToDouble(string value) => Cast(value, ElementType.Double);

    /// <summary>Values of another type.</summary>
    public string Cast(string value, ElementType type) => Add("Cast", [value], Integer("to", (long)type));

    public static OnnxAttribute Integer(string name, long value) => new(name) { Integer = value };

    private string Add(string domain, string operation, IReadOnlyList<string> inputs, IReadOnlyList<OnnxAttribute> attributes)
    {
        var output = Reserve($"v{_nodes.Count}");
        _nodes.Add(new OnnxNode(operation, domain, [.. inputs.Select(WithText)], [output], attributes));
        return output;
    }

    private string Constant(OnnxTensor tensor)
    {
        var name = Reserve($"c{_constants.Count}");
        _constants.Add((name, tensor));
        return name;
    }
}
