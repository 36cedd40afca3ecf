using System.Buffers;
using System.Text.Json;

namespace MLOpsBuild.Serving.Requests;

/// <summary>A finished answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Json">The body.</param>
/// <param name="Rows">How many rows were asked for.</param>
/// <param name="FailedRows">How many of them have an error instead of a score.</param>
internal readonly record struct Answer(int Status, ReadOnlyMemory<byte> Json, int Rows = 0, int FailedRows = 0)
{
    public static Answer Of(Refusal refusal) => Of(refusal.Status, json => json.WriteString("error", refusal.Error));

    /// <summary>An object whose members <paramref name="members"/> writes.</summary>
    public static Answer Of(int status, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return new Answer(status, buffer.WrittenMemory);
    }
}
