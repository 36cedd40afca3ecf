using System.Text.Json;

namespace MLOpsBuild.Serving.Api;

/// <summary>Reads the predictions of answers: a row's score, or the probabilities of the named classes, in their order; null for a row without.</summary>
/// <param name="classes">The classes' names; empty when a row has one score.</param>
internal sealed class ApiScores(IReadOnlyList<string> classes)
{
    public List<double[]?> Plain(ApiReply reply) => [.. Items(reply["rows"]).Select(Plain)];

    /// <summary>A tensor's rows; it counts only when its shape says that it has as many as it holds.</summary>
    public List<double[]?> Tensor(ApiReply reply)
    {
        var wanted = classes.Count == 0 ? "score" : "probabilities";
        foreach (var output in Items(reply["outputs"]).Where(output => output.ValueKind is JsonValueKind.Object))
        {
            if (output.TryGetProperty("name", out var name) && name.ToString() == wanted && output.TryGetProperty("data", out var data)) return Rows(output, Items(data));
        }

        return [];
    }

    private double[]? Plain(JsonElement row)
    {
        if (row.ValueKind is not JsonValueKind.Object) return null;
        if (classes.Count == 0) return row.TryGetProperty("score", out var score) && Number(score) is { } number ? [number] : null;
        if (!row.TryGetProperty("probabilities", out var given) || given.ValueKind is not JsonValueKind.Object) return null;
        double?[] values = [.. classes.Select(name => given.TryGetProperty(name, out var value) ? Number(value) : null)];
        var isComplete = values.All(value => value is not null) && given.EnumerateObject().Count() == classes.Count;
        double[] numbers = [.. values.OfType<double>()];
        // The class must be the one that is called of these probabilities.
        return isComplete && row.TryGetProperty("class", out var called) && called.ToString() == classes[Array.IndexOf(numbers, numbers.Max())] ? numbers : null;
    }

    private List<double[]?> Rows(JsonElement output, List<JsonElement> data)
    {
        var width = Math.Max(1, classes.Count);
        int[] shape = [data.Count / width, .. classes.Count == 0 ? Array.Empty<int>() : [width]];
        var isShaped = output.TryGetProperty("shape", out var given) && Items(given).Select(Number).SequenceEqual(shape.Select(s => (double?)s));
        return isShaped ? [.. data.Select(Number).Chunk(width).Select(row => row.All(v => v is not null) ? row.OfType<double>().ToArray() : null)] : [];
    }

    private static List<JsonElement> Items(JsonElement? array) => array is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray()] : [];

    private static double? Number(JsonElement value) => value.ValueKind is JsonValueKind.Number ? value.GetDouble() : null;
}
