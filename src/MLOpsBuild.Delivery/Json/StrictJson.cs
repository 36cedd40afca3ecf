using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MLOpsBuild.Delivery.Json;

/// <summary>
/// Reads JSON that people write and review, and writes it so that it merges well. The serializer of the framework stops at the
/// first problem and knows neither duplicate keys nor the line of a value that is well-formed but wrong; this reader reports all at once.
/// </summary>
public static class StrictJson
{
    private static readonly JsonWriterOptions Reviewed = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // '< 0.01' must stay readable; nothing here is pasted into HTML unescaped
    };

    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a document. <paramref name="build"/> may see defaults where the document is wrong; its result is then dropped.</summary>
    /// <param name="utf8">The bytes; a byte order mark is allowed.</param>
    /// <param name="file">How messages name the document.</param>
    /// <param name="build">Turns the root into the value.</param>
    /// <param name="firstLine">The line that the bytes begin at, for records inside a larger file.</param>
    /// <exception cref="InvalidFileException">Something is wrong; all of it is listed.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, string file, Func<StrictValue, T> build, int firstLine = 1)
    {
        var report = new StrictReport();
        var root = StrictParser.Parse(utf8, report, firstLine);
        if (root is null) throw new InvalidFileException(file, report.Finish());
        var built = build(root);
        var problems = report.Finish();
        return problems.Count == 0 ? built : throw new InvalidFileException(file, problems);
    }

    /// <summary>Writes a document for review: indented by two spaces, LF, a line feed at the end.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write) => [.. Bytes(write, Reviewed), (byte)'\n'];

    /// <summary>Writes a document on one line, without a line feed.</summary>
    public static byte[] WriteLine(Action<Utf8JsonWriter> write) => Bytes(write, OneLine);

    /// <summary>The text of a document of one line.</summary>
    public static string WriteLineText(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(WriteLine(write));

    private static byte[] Bytes(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, options)) write(writer);
        return stream.ToArray();
    }
}
