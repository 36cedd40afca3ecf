using System.Text.Json;
using MLOpsBuild.Documents;

namespace MLOpsBuild.GitHub.Rest;

/// <summary>What GitHub says when it refuses: a message and the fields that it finds wrong. Whatever else comes is no words.</summary>
/// <param name="Message">The message in one line; may be empty.</param>
/// <param name="Fields">The fields.</param>
internal sealed record ErrorBody(string Message, IReadOnlyList<FieldError> Fields)
{
    private const int MostFields = 20;

    public static ErrorBody Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new ErrorBody(Text(document.RootElement, "message"), ReadFields(document.RootElement));
        }
        catch (JsonException)
        {
            // A proxy's page, or nothing: there are no words to pass on.
        }

        return new ErrorBody("", []);
    }

    private static FieldError[] ReadFields(JsonElement root)
    {
        if (!root.TryGetProperty("errors", out var errors)) return [];
        return errors.ValueKind switch
        {
            JsonValueKind.Array => [.. errors.EnumerateArray().Take(MostFields).Select(Field).OfType<FieldError>()],
            JsonValueKind.String => [new FieldError("", "", Text(root, "errors"))],
            _ => [],
        };
    }

    private static FieldError? Field(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => new FieldError("", "", Clean(error.GetString()!)),
        JsonValueKind.Object => new FieldError(Text(error, "resource"), Text(error, "field"), Text(error, "message") is { Length: > 0 } message ? message : Text(error, "code")),
        _ => null,
    };

    private static string Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? Clean(text.GetString()!) : "";

    private static string Clean(string text) => PlainText.Line(text);
}
