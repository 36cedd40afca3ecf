using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>A graph made ready: each value has a place, and each operation stands after those whose results it reads. Thread-safe.</summary>
internal sealed class GraphRunner
{
    private readonly List<(Operation Operation, int[] Inputs, int[] Outputs)> _steps = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<(int Place, OnnxTensor Tensor)> _constants = [];
    private readonly int[] _inputs;
    private readonly int _result;

    /// <summary>Makes a graph ready to give one of its values.</summary>
    /// <exception cref="InvalidDataException">It has unknown operators, a value is made twice, or read before it is made.</exception>
    public GraphRunner(OnnxFile file, string result)
    {
        Operators.Check(file.Nodes);
        foreach (var (name, tensor) in file.Constants) _constants.Add((Place(name), tensor));
        _inputs = [.. file.Inputs.Select(input => Place(input.Name))];
        foreach (var node in file.Nodes)
        {
            int[] inputs = [.. node.Inputs.Select(Find)];
            _steps.Add((Operators.Create(node), inputs, [.. node.Outputs.Select(name => name.Length == 0 ? -1 : Place(name))]));
        }

        _result = result.Length == 0 ? throw new InvalidDataException("The ONNX model has an output without a name.") : Find(result);
    }

    /// <summary>The result for inputs in the graph's order.</summary>
    /// <exception cref="InvalidDataException">The values do not fit the operations.</exception>
    public OnnxTensor Run(IReadOnlyList<OnnxTensor> inputs)
    {
        var values = new OnnxTensor?[_places.Count];
        foreach (var (place, tensor) in _constants) values[place] = tensor;
        for (var i = 0; i < _inputs.Length; i++) values[_inputs[i]] = inputs[i];
        foreach (var (operation, from, to) in _steps)
        {
            var results = operation(Array.ConvertAll(from, place => place < 0 ? null : values[place]));
            if (to.Length > results.Length) throw Shapes.Wrong($"an operation has {results.Length} results; {to.Length} are asked for");
            for (var i = 0; i < to.Length; i++)
            {
                if (to[i] >= 0) values[to[i]] = results[i];
            }
        }

        return values[_result] ?? throw Shapes.Wrong("the result is not made");
    }

    private int Place(string name)
    {
        if (name.Length == 0) throw new InvalidDataException("The ONNX model has a value without a name.");
        if (!_places.TryAdd(name, _places.Count)) throw new InvalidDataException($"The ONNX model makes the value '{name}' twice.");
        return _places[name];
    }

    private int Find(string name) => name.Length == 0 ? -1
        : _places.TryGetValue(name, out var place) ? place
        : throw new InvalidDataException($"The ONNX model reads the value '{name}' before it is made.");
}
