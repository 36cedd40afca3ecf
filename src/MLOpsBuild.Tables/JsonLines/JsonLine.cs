using System.Text.Json;

namespace MLOpsBuild.Tables.JsonLines;

/// <summary>One key's value on a line.</summary>
/// <param name="Start">Where the value begins on the line; within its quotes if it has any.</param>
/// <param name="Length">Its bytes as written.</param>
/// <param name="Kind">What it is; an object or array is told by its start and is meant whole.</param>
/// <param name="Escaped">It has backslashes that stand for something.</param>
internal readonly record struct JsonValue(int Start, int Length, JsonTokenType Kind, bool Escaped);

/// <summary>Reads lines that are JSON objects, value by value.</summary>
internal static class JsonLine
{
    /// <summary>Tells every key with its value.</summary>
    /// <param name="line">One line.</param>
    /// <param name="take">Called for each key, in the order of the line; the reader stands at the key.</param>
    /// <param name="state">Handed through.</param>
    /// <returns>False when the line is no JSON object; some keys may have been told.</returns>
    public static bool TryRead<TState>(ReadOnlySpan<byte> line, TState state, TakeKey<TState> take)
    {
        // An exception costs some microseconds: most of what is no JSON never gets that far.
        var trimmed = line.Trim(" \t"u8);
        if (trimmed is not [(byte)'{', .., (byte)'}']) return false;
        try
        {
            var reader = new Utf8JsonReader(line);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader;
                reader.Read();
                take(state, ref key, Value(ref reader));
            }

            return !reader.Read();
        }
        catch (Exception thrown) when (thrown is JsonException or InvalidOperationException)
        {
            // Also what is no Unicode: escapes that stand for half a character, bytes that are no UTF-8.
            return false;
        }
    }

    private static JsonValue Value(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new JsonValue(start + 1, reader.ValueSpan.Length, JsonTokenType.String, reader.ValueIsEscaped);
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                var kind = reader.TokenType;
                reader.Skip();
                return new JsonValue(start, (int)reader.BytesConsumed - start, kind, false);
            default:
                return new JsonValue(start, reader.ValueSpan.Length, reader.TokenType, false);
        }
    }
}

/// <summary>Takes a key with its value.</summary>
internal delegate void TakeKey<in TState>(TState state, ref Utf8JsonReader key, in JsonValue value);
