using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>The attributes of a node while its operation is made. One that nothing asks for would change the meaning unseen, so it is refused.</summary>
internal sealed class Settings(OnnxNode node)
{
    private readonly SortedSet<string> _asked = new(StringComparer.Ordinal);

    public string Operator => node.FullName;

    public long Integer(string name, long otherwise) => Get(name) is { } found ? found.Integer ?? throw Kind(name, "an integer") : otherwise;

    public double Single(string name, double otherwise) => Get(name) is { } found ? found.Single ?? throw Kind(name, "a number") : otherwise;

    public string Text(string name, string otherwise) => Get(name) is { } found ? found.Text ?? throw Kind(name, "a text") : otherwise;

    /// <summary>One of the allowed texts.</summary>
    public string Choice(string name, string otherwise, params string[] allowed)
    {
        var text = Text(name, otherwise);
        return allowed.Contains(text) ? text : throw Wrong($"has {name} {text}; known are {string.Join(", ", allowed)}");
    }

    /// <summary>One of several texts, by its number.</summary>
    public string Numbered(string name, int otherwise, params string[] known)
    {
        var number = Integer(name, otherwise);
        return number >= 0 && number < known.Length ? known[number] : throw Wrong($"has {name} {number}; known are {string.Join(", ", known.Select((text, i) => $"{i} ({text})"))}");
    }

    /// <summary>A list of integers; null when it is not set.</summary>
    public long[]? Integers(string name) => Get(name) is { } found ? found.Integers ?? throw Kind(name, "a list of integers") : null;

    /// <summary>A list of texts; null when it is not set.</summary>
    public string[]? Texts(string name) => Get(name) is { } found ? found.Texts ?? throw Kind(name, "a list of texts") : null;

    /// <summary>A list of numbers, in single precision or, under the longer name, as a tensor; null when neither is set.</summary>
    public double[]? Numbers(string name)
    {
        var tensor = Get(name + "_as_tensor");
        if (tensor is not null) return tensor.Tensor is { Type: not ElementType.Text } found ? found.Numbers : throw Kind(name + "_as_tensor", "a tensor of numbers");
        return Get(name) is { } list ? Array.ConvertAll(list.Singles ?? throw Kind(name, "a list of numbers"), v => (double)v) : null;
    }

    /// <summary>A tensor; null when it is not set.</summary>
    public OnnxTensor? Tensor(string name) => Get(name) is { } found ? found.Tensor ?? throw Kind(name, "a tensor") : null;

    /// <summary>Attributes that say nothing about the result.</summary>
    public void Ignore(params string[] names) => _asked.UnionWith(names);

    /// <summary>Refuses attributes that nothing has asked for.</summary>
    public void End()
    {
        if (node.Attributes.FirstOrDefault(a => !_asked.Contains(a.Name)) is { } unknown)
        {
            throw Wrong($"has the attribute '{unknown.Name}'; known are {(_asked.Count == 0 ? "none" : string.Join(", ", _asked))}");
        }
    }

    public InvalidDataException Wrong(string what) => new($"The ONNX model can not be read: an operation {Operator} {what}.");

    private OnnxAttribute? Get(string name)
    {
        _asked.Add(name);
        return node[name];
    }

    private InvalidDataException Kind(string name, string wanted) => Wrong($"has an attribute '{name}' that is not {wanted}");
}
