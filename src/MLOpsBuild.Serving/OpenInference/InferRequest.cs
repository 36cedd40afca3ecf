using System.Text.Json;
using MLOpsBuild.Serving.Requests;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.OpenInference;

/// <summary>An inference request: rows put together from one tensor per input field.</summary>
/// <param name="Id">The caller's name for it; null when none was given.</param>
/// <param name="Partial">True when rows without a score are wanted as errors beside the others.</param>
/// <param name="Outputs">The outputs asked for; null for all.</param>
/// <param name="Rows">One cell per input field in each.</param>
internal sealed record InferRequest(string? Id, bool Partial, IReadOnlyList<string>? Outputs, Cell[][] Rows)
{
    /// <summary>Reads the request, or says why it is refused.</summary>
    public static Refusal? Read(JsonElement root, RecordReader reader, IReadOnlyList<string> knownOutputs, int maxRows, out InferRequest? request)
    {
        request = null;
        if (root.ValueKind is not JsonValueKind.Object) return Refusal.Bad("The body must be an object with 'inputs'.");
        if (Keys.Unknown(root, "the request", "id", "parameters", "inputs", "outputs") is { } unknown) return Refusal.Bad(unknown);
        var problems = new Problems();
        var id = IdOf(root, problems);
        var partial = Parameters.Read(root, "the request", ["partial"], problems);
        var outputs = OutputNames(root, knownOutputs, problems);
        var hasInputs = root.TryGetProperty("inputs", out var inputs) && inputs.ValueKind is JsonValueKind.Array;
        if (!hasInputs) return Refusal.Bad("The request must have an array 'inputs'.");
        if (TensorReader.ReadAll(inputs, reader, maxRows, problems, out var rows) is { } refusal) return refusal;
        request = new InferRequest(id, partial, outputs, rows);
        return problems.ToRefusal();
    }

    private static string? IdOf(JsonElement root, Problems problems)
    {
        if (!root.TryGetProperty("id", out var id)) return null;
        if (id.ValueKind is JsonValueKind.String) return id.GetString();
        problems.Add("'id' must be a text.");
        return null;
    }

    private static List<string>? OutputNames(JsonElement root, IReadOnlyList<string> known, Problems problems)
    {
        if (!root.TryGetProperty("outputs", out var outputs)) return null;
        var names = new List<string>();
        if (outputs.ValueKind is not JsonValueKind.Array)
        {
            problems.Add("'outputs' must be an array.");
            return names;
        }

        foreach (var output in outputs.EnumerateArray())
        {
            if (Keys.NameOf(output, "an output", problems, "name", "parameters") is not { } name) continue;
            Parameters.Read(output, $"output '{name}'", [], problems);
            if (!known.Contains(name)) problems.Add($"Output '{name}' is unknown; there are {Words.List(known)}.");
            else if (names.Contains(name)) problems.Add($"Output '{name}' is asked for twice.");
            else names.Add(name);
        }

        return names.Count == 0 ? null : names;
    }
}
