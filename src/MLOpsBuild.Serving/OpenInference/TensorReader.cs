using System.Text.Json;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Serving.Requests;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.OpenInference;

/// <summary>Puts rows together from tensors: one per input field, of shape [n] or [n,1], with flat or nested data.</summary>
internal static class TensorReader
{
    public static Refusal? ReadAll(JsonElement inputs, RecordReader reader, int maxRows, Problems problems, out Cell[][] rows)
    {
        rows = [];
        var given = new HashSet<int>();
        var first = true;
        foreach (var tensor in inputs.EnumerateArray())
        {
            if (Header(tensor, reader, given, problems) is not { } at || Count(tensor, reader.Fields[at], problems) is not { } count) continue;
            if (count > maxRows) return RecordsRequest.TooMany("row", maxRows);
            if (first) rows = [.. Enumerable.Range(0, count).Select(_ => new Cell[reader.Fields.Count])];
            first = false;
            if (count != rows.Length) problems.Add($"Input '{reader.Fields[at].Name}' has {count} rows, the first one {rows.Length}.");
            else Fill(tensor, reader.Fields[at], at, rows, problems);
        }

        for (var i = 0; i < reader.Fields.Count; i++)
        {
            if (!given.Contains(i) && !reader.Fields[i].Optional) problems.Add($"Input '{reader.Fields[i].Name}' is missing.");
        }

        return null;
    }

    private static int? Header(JsonElement tensor, RecordReader reader, HashSet<int> given, Problems problems)
    {
        if (Keys.NameOf(tensor, "an input", problems, "name", "shape", "datatype", "parameters", "data") is not { } name) return null;
        var at = reader.PositionOf(name);
        if (at < 0) problems.Add($"Input {reader.Unknown(name)}");
        else if (!given.Add(at)) problems.Add($"Input '{name}' is given twice.");
        Parameters.Read(tensor, $"input '{name}'", [], problems);
        if (at < 0) return null;
        var accepted = Datatypes.Accepted(reader.Fields[at].Type);
        var found = tensor.TryGetProperty("datatype", out var datatype) && datatype.ValueKind is JsonValueKind.String ? datatype.GetString()! : "";
        if (accepted.Contains(found)) return at;
        problems.Add($"Input '{name}' has the datatype '{found}'; accepted are {Words.List(accepted)}.");
        return null;
    }

    private static int? Count(JsonElement tensor, Field field, Problems problems)
    {
        if (tensor.TryGetProperty("shape", out var shape) && shape.ValueKind is JsonValueKind.Array && shape.GetArrayLength() is 1 or 2
            && shape[0].ValueKind is JsonValueKind.Number && shape[0].TryGetInt32(out var count) && count > 0
            && (shape.GetArrayLength() == 1 || (shape[1].ValueKind is JsonValueKind.Number && shape[1].TryGetInt32(out var width) && width == 1)))
        {
            return count;
        }

        problems.Add($"Input '{field.Name}' must have the shape [n] or [n,1] with n above 0.");
        return null;
    }

    private static void Fill(JsonElement tensor, Field field, int at, Cell[][] rows, Problems problems)
    {
        if (!tensor.TryGetProperty("data", out var data) || data.ValueKind is not JsonValueKind.Array || data.GetArrayLength() != rows.Length)
        {
            problems.Add($"Input '{field.Name}' must have 'data' with {rows.Length} values, as its shape says.");
            return;
        }

        var datatype = tensor.GetProperty("datatype").GetString()!;
        var nested = tensor.GetProperty("shape").GetArrayLength() == 2 && data[0].ValueKind is JsonValueKind.Array;
        var row = 0;
        foreach (var item in data.EnumerateArray())
        {
            if (Value(item, nested, field, datatype, out var cell) is { } wrong) problems.Add($"row {row}: input '{field.Name}' {wrong}.");
            rows[row++][at] = cell;
        }
    }

    private static string? Value(JsonElement item, bool nested, Field field, string datatype, out Cell cell)
    {
        cell = default;
        if (nested && (item.ValueKind is not JsonValueKind.Array || item.GetArrayLength() != 1)) return "must be an array of one value, as the first row is";
        if (FieldReader.Read(nested ? item[0] : item, field, out var read) is { } wrong) return wrong;
        if (Datatypes.Fit(read, datatype, field.Type) is not { } fitting) return $"does not fit into {datatype}";
        cell = fitting;
        return null;
    }
}
