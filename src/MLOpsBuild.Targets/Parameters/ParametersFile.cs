using System.Text;
using System.Text.Json;

namespace MLOpsBuild.Targets.Parameters;

/// <summary>Reads <c>.nuke/parameters.json</c> and its profiles: one object of texts, numbers, true, false and arrays of these.</summary>
internal static class ParametersFile
{
    /// <summary>The values by parameter. Every problem is listed with file and line.</summary>
    public static IReadOnlyDictionary<ParameterSpec, RawValue> Read(AbsolutePath root, string file, ParameterCatalog catalog, List<string> problems)
    {
        var values = new Dictionary<ParameterSpec, RawValue>();
        try
        {
            var bytes = File.ReadAllBytes(root / file);
            var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
            var reader = new Utf8JsonReader(bytes.AsSpan(start), new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            ReadObject(ref reader, bytes, start);
        }
        catch (JsonException exception)
        {
            problems.Add($"{file}:{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}: this is no valid JSON: {exception.Message.Split(" LineNumber")[0]}");
        }

        return values;

        void ReadObject(ref Utf8JsonReader reader, byte[] bytes, int start)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                problems.Add($"{file}:1: expected an object of parameters.");
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString()!;
                var place = $"{file}:{1 + bytes.AsSpan(0, start + (int)reader.TokenStartIndex).Count((byte)'\n')}";
                reader.Read();
                var (words, isArray, problem) = Words(ref reader);
                if (key == "$schema") continue;
                if (Accept(key, place, isArray, problem) is { } spec && words is not null) values[spec] = new RawValue(words, place, root);
            }
        }

        ParameterSpec? Accept(string key, string place, bool isArray, string? problem)
        {
            var spec = catalog.Find(key);
            var error = spec switch
            {
                null => $"unknown parameter '{key}'.{Nearest.Hint(key, catalog.All.Select(s => s.Name))}",
                { IsSecret: true } => $"'{key}' is a secret, which no file of the repository may hold; pass it as an environment variable.",
                _ when spec == BuiltIn.Host || spec == BuiltIn.Root || spec == BuiltIn.Profile => $"'{key}' is decided before files are read; pass {spec.Option} or NUKE_{spec.Name.ToUpperInvariant()}.",
                _ when problem is not null => $"'{key}' {problem}.",
                { Type.IsArray: false } when isArray => $"'{key}' takes one value, not an array.",
                _ => null,
            };
            if (error is null) return spec;
            problems.Add($"{place}: {error}");
            return null;
        }
    }

    /// <summary>The words of the value under the reader; null words for null.</summary>
    private static (IReadOnlyList<string>? Words, bool IsArray, string? Problem) Words(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            if (reader.TokenType == JsonTokenType.Null) return (null, false, null);
            return Word(ref reader) is { } word ? ([word], false, null) : Refuse(ref reader);
        }

        var words = new List<string>();
        var good = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Word(ref reader) is { } word)
            {
                words.Add(word);
                continue;
            }

            good = false;
            reader.Skip();
        }

        return (words, true, good ? null : "has an item that is no text, number, true or false");

        static (IReadOnlyList<string>?, bool, string?) Refuse(ref Utf8JsonReader reader)
        {
            reader.Skip();
            return (null, false, "is no text, number, true, false or array of these");
        }
    }

    private static string? Word(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => null,
    };
}
