using System.Text.Json;
using System.Text.Unicode;

namespace MLOpsBuild.Serving.Requests;

/// <summary>Parses JSON that nobody has vouched for.</summary>
internal static class JsonBody
{
    /// <summary>Parses one value; null and the document, or why it is refused. Once parsed, reading any name or text of it cannot fail.</summary>
    public static Refusal? Parse(ReadOnlyMemory<byte> json, int maxDepth, out JsonDocument? document)
    {
        document = null;
        if (!Utf8.IsValid(json.Span)) return Refusal.Bad("The body is not valid UTF-8.");
        try
        {
            if (HasLoneSurrogate(json.Span, maxDepth)) return Refusal.Bad("The body has a text with half of a surrogate pair.");
            document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
            return null;
        }
        catch (JsonException wrong)
        {
            return Refusal.Bad($"The body is not JSON that is accepted here: {wrong.Message}");
        }
    }

    /// <summary>True when an escape gives no character; the document would only find out when the text is read.</summary>
    private static bool HasLoneSurrogate(ReadOnlySpan<byte> json, int maxDepth)
    {
        if (json.IndexOf("\\u"u8) < 0) return false;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader is { ValueIsEscaped: true, TokenType: JsonTokenType.String or JsonTokenType.PropertyName }) reader.GetString();
            }

            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
