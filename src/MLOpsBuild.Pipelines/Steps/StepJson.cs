using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>JSON for records that pass between steps and for files that people review: strict in, the same bytes out.</summary>
public static class StepJson
{
    /// <summary>Camel case, indented by two, strict about unknown members; NaN is not allowed.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LetNullsBeLeftOut } },
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The bytes of a value, with a final line feed.</summary>
    public static byte[] Write<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Options), (byte)'\n'];

    /// <summary>The value of some bytes.</summary>
    /// <exception cref="JsonException">The bytes do not fit the type.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<T>(bytes, Options) ?? throw new JsonException("The document is null.");

    /// <summary>Reads a file that people write.</summary>
    /// <exception cref="ConfigurationException">The file is missing or does not fit; the message names the file and the line.</exception>
    public static T ReadFile<T>(string path, string shownAs)
    {
        if (!File.Exists(path)) throw new ConfigurationException($"{shownAs} is missing.");
        try
        {
            return Read<T>(File.ReadAllBytes(path));
        }
        catch (JsonException problem)
        {
            var line = problem.LineNumber is { } number ? $":{number + 1}" : "";
            throw new ConfigurationException($"{shownAs}{line}: {problem.Message} Known keys: {string.Join(", ", KnownKeys(typeof(T)))}.", problem);
        }
    }

    /// <summary>Nulls are not written, so a member that may be null need not be there when read.</summary>
    private static void LetNullsBeLeftOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { IsNullable: true }) property.IsRequired = false;
        }
    }

    private static IEnumerable<string> KnownKeys(Type type) => type.GetProperties()
        .Where(p => p.CanRead && p.GetMethod is { IsStatic: false } && p.Name != "EqualityContract")
        .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))
        .Order(StringComparer.Ordinal);
}
