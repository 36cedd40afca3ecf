using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLOpsBuild.Content;

/// <summary>OCI documents as JSON: compact, the same bytes for the same document; unknown members are allowed on reading, as the specification asks.</summary>
internal static class OciJson
{
    /// <summary>Registries accept manifests of at least 4 MiB; more is refused.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 32,
        // Two readers must see the same document in the same bytes: no second spelling of a name, no second value, no number as text.
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static byte[] Write<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, Options);

    /// <exception cref="InvalidDataException">The bytes are too many, or no such document.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes, string what)
    {
        if (bytes.Length > MaxBytes) throw new InvalidDataException($"{what} has {bytes.Length} bytes; at most {MaxBytes} are read.");
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Options) ?? throw new InvalidDataException($"{what} is null.");
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{what} cannot be read: {Plain.Line(problem.Message, 300)}", problem);
        }
    }
}
