using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace MLOpsBuild.Tables.Reading;

/// <summary>
/// Writes records in quarantine to a side file, to be looked at and repaired: one JSON object a line with <c>row</c>, <c>reasons</c> (a list of <c>column</c>, <c>expected</c>
/// and <c>message</c>) and <c>record</c>, its text, or <c>recordBase64</c> when its bytes are no UTF-8. Give <see cref="Add"/> to <see cref="CsvOptions.Quarantine"/>.
/// </summary>
public sealed class QuarantineFile
{
    private readonly Stream _stream;

    /// <summary>Writes to a stream, which stays the caller's.</summary>
    public QuarantineFile(Stream stream) => _stream = stream;

    /// <summary>The records so far.</summary>
    public long Count { get; private set; }

    /// <summary>Writes one record.</summary>
    public void Add(QuarantinedRecord record)
    {
        Count++;
        using (var writer = new Utf8JsonWriter(_stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("row", record.Row);
            writer.WriteStartArray("reasons");
            foreach (var reason in record.Reasons)
            {
                writer.WriteStartObject();
                if (reason.Column is not null) writer.WriteString("column", reason.Column);
                writer.WriteString("expected", reason.Expected);
                writer.WriteString("message", reason.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            if (Utf8.IsValid(record.Record.Span)) writer.WriteString("record", record.Record.Span);
            else writer.WriteBase64String("recordBase64", record.Record.Span);
            writer.WriteEndObject();
        }

        _stream.WriteByte((byte)'\n');
    }
}
