using System.Text.Json;

namespace MLOpsBuild.Serving.OpenInference;

/// <summary>What the server and the model say about themselves.</summary>
internal static class Metadata
{
    private const int AnyNumber = -1;

    public static void WriteServer(Utf8JsonWriter json)
    {
        json.WriteString("name", "mlopsbuild");
        json.WriteString("version", typeof(Metadata).Assembly.GetName().Version!.ToString(3));
        json.WriteStartArray("extensions");
        json.WriteStringValue("partial_rows");
        json.WriteEndArray();
    }

    public static void WriteModel(Utf8JsonWriter json, ServedModel model)
    {
        json.WriteString("name", model.Name);
        json.WriteStartArray("versions");
        json.WriteStringValue(model.Version);
        json.WriteEndArray();
        json.WriteString("platform", $"mlopsbuild_{model.Model.Format}");
        json.WriteStartArray("inputs");
        foreach (var field in model.Features.Inputs) WriteTensor(json, field.Name, Datatypes.Of(field.Type), [AnyNumber]);
        json.WriteEndArray();
        json.WriteStartArray("outputs");
        foreach (var output in OutputTensor.Of(model)) WriteTensor(json, output.Name, output.Datatype, output.Shape(model, AnyNumber));
        json.WriteEndArray();
    }

    private static void WriteTensor(Utf8JsonWriter json, string name, string datatype, IReadOnlyList<int> shape)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("datatype", datatype);
        json.WriteStartArray("shape");
        foreach (var size in shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
