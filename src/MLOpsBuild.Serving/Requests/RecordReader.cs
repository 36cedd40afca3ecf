using System.Collections.Frozen;
using System.Text.Json;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Requests;

/// <summary>Reads JSON objects as records of known fields: nothing missing, nothing unknown, everything of its type.</summary>
internal sealed class RecordReader(IReadOnlyList<Field> fields)
{
    private readonly FrozenDictionary<string, int> _positions =
        fields.Select((field, i) => KeyValuePair.Create(field.Name, i)).ToFrozenDictionary(StringComparer.Ordinal);

    public IReadOnlyList<Field> Fields => fields;

    /// <summary>The position of a field; −1 when there is none of that name.</summary>
    public int PositionOf(string name) => _positions.GetValueOrDefault(name, -1);

    public string Unknown(string name) => $"'{name}' is unknown; there are {Words.List(fields.Select(field => field.Name))}.";

    /// <summary>One cell per field; what is wrong goes into <paramref name="problems"/>, with the place.</summary>
    public Cell[] Read(JsonElement record, string place, Problems problems)
    {
        var cells = new Cell[fields.Count];
        if (record.ValueKind is not JsonValueKind.Object)
        {
            problems.Add($"{place} is not an object.");
            return cells;
        }

        var given = new bool[fields.Count];
        foreach (var property in record.EnumerateObject())
        {
            var at = PositionOf(property.Name);
            if (at < 0)
            {
                problems.Add($"{place}: field {Unknown(property.Name)}");
                continue;
            }

            given[at] = true;
            if (FieldReader.Read(property.Value, fields[at], out cells[at]) is { } wrong) problems.Add($"{place}: field '{fields[at].Name}' {wrong}.");
        }

        for (var i = 0; i < given.Length; i++)
        {
            if (!given[i] && !fields[i].Optional) problems.Add($"{place}: field '{fields[i].Name}' is missing.");
        }

        return cells;
    }
}
