using System.Text.Json;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Json;

namespace MLOpsBuild.Delivery.Packages;

/// <summary>
/// The configuration document of a ModelPack. Its schema is closed, so metrics and signatures live elsewhere; what would make two
/// builds of the same model differ (<c>createdAt</c>, <c>authors</c>, <c>revision</c>, addresses) is left out on purpose.
/// </summary>
internal static class ModelPackConfig
{
    private static readonly string[] Descriptor =
        ["createdAt", "authors", "vendor", "family", "name", "version", "title", "description", "docURL", "sourceURL", "datasetsURL", "revision", "licenses"];

    private static readonly string[] Config = ["architecture", "format", "paramSize", "precision", "quantization", "capabilities"];

    public static byte[] Write(string name, IReadOnlyList<Digest> layers) => StrictJson.WriteLine(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("descriptor");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteStartObject("config");
        json.WriteString("format", "mlopsbuild");
        json.WriteStartObject("capabilities");
        WriteOther(json, "inputTypes");
        WriteOther(json, "outputTypes");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("modelfs");
        json.WriteString("type", "layers");
        json.WriteStartArray("diffIds");
        foreach (var layer in layers) json.WriteStringValue(layer.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>The model's name and the digests of the uncompressed layers.</summary>
    /// <exception cref="InvalidFileException">The document breaks the schema.</exception>
    public static (string Name, IReadOnlyList<Digest> DiffIds) Read(ReadOnlySpan<byte> utf8) => StrictJson.Read(utf8, "config", root =>
    {
        var item = root.AsObject();
        var name = item.Required("descriptor", out var descriptor) ? Allow(descriptor, Descriptor).Text("name") : string.Empty;
        if (item.Required("config", out var config)) Allow(config, Config);
        if (!item.Required("modelfs", out var files)) return (name, []);
        var modelfs = files.AsObject();
        if (modelfs.Text("type") is var type && type != "layers") files.Problem($"found the type '{type}', expected layers.");
        return (name, modelfs.List("diffIds", StrictObject.ToDigest));
    });

    private static StrictObject Allow(StrictValue value, string[] keys)
    {
        var item = value.AsObject();
        foreach (var key in keys) item.Optional(key);
        return item;
    }

    // The specification has no word for tables; "other" is its own way out.
    private static void WriteOther(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteStringValue("other");
        json.WriteEndArray();
    }
}
