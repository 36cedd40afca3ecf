namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>Formulas as operations of a graph.</summary>
internal sealed class Arithmetic(GraphBuilder graph)
{
    public string Plus(string a, double b) => graph.Add("Add", [a, graph.Number(b)]);

    public string Times(string a, double b) => graph.Add("Mul", [a, graph.Number(b)]);

    public string Divide(string a, double b) => graph.Add("Div", [a, graph.Number(b)]);

    public string Sum(string a, string b) => graph.Add("Add", [a, b]);

    public string Difference(string a, string b) => graph.Add("Sub", [a, b]);

    public string Quotient(string a, string b) => graph.Add("Div", [a, b]);

    public string Floor(string a) => graph.Add("Floor", [a]);

    public string Sine(string a) => graph.Add("Sin", [a]);

    /// <summary>What is left above the greatest multiple of b that is not above a.</summary>
    public string Remainder(string a, double b) => Difference(a, Times(Floor(Divide(a, b)), b));
}
