using System.Buffers;
using System.Collections;
using System.Text.Json;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation;

namespace MLOpsBuild.Data.Summaries;

/// <summary>All that rules ask of the partitions before one, as one document that does not grow with their number: each partition adds itself to the one before.</summary>
/// <remarks>
/// That is their merged profile, made from the first to the last as <see cref="Profile.MergeAll"/> makes it, and the rows of the last thousand partitions. The profiles that it lists have
/// no columns: rules judge by the merged one. Immutable.
/// </remarks>
public sealed class PastSummary : IPast
{
    /// <summary>Of how many partitions, at most, the rows are known one by one: no rule looks further back.</summary>
    public const int MostPartitions = 1000;

    private readonly Profile? _merged;
    private readonly string? _conflict;
    private readonly long[] _rows;

    private PastSummary(Profile? merged, string? conflict, long[] rows) => (_merged, _conflict, _rows) = (merged, conflict, rows);

    /// <summary>The past of a first partition.</summary>
    public static PastSummary None { get; } = new(null, null, []);

    /// <inheritdoc/>
    public int Count => _rows.Length;

    /// <summary>The rows of a partition, without its columns.</summary>
    public Profile this[int index] => new(_rows[index], [], null);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column has another type in another partition.</exception>
    public Profile? Merged() => _conflict is null ? _merged : throw new ArgumentException(_conflict);

    /// <summary>This past and one partition more.</summary>
    /// <remarks>Profiles that cannot be merged are no error before a rule asks for the sum.</remarks>
    public PastSummary With(Profile next)
    {
        ArgumentNullException.ThrowIfNull(next);
        long[] rows = [.. _rows.TakeLast(MostPartitions - 1), next.Rows];
        if (_conflict is not null) return new PastSummary(null, _conflict, rows);
        try
        {
            return new PastSummary(_merged is null ? next : _merged.Merge(next), null, rows);
        }
        catch (ArgumentException conflict)
        {
            return new PastSummary(null, conflict.Message, rows);
        }
    }

    /// <summary>The summary as JSON: the same bytes for the same summary.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("rows");
            foreach (var rows in _rows) json.WriteNumberValue(rows);
            json.WriteEndArray();
            if (_conflict is not null) json.WriteString("conflict", _conflict);
            json.WritePropertyName("profile");
            if (_merged is null) json.WriteNullValue();
            else json.WriteRawValue(_merged.ToJson().TrimEnd(), skipInputValidation: true);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="DataFileException">Its profile is none.</exception>
    /// <exception cref="FormatException">It is not that.</exception>
    public static PastSummary FromJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var profile = root.GetProperty("profile");
            return new PastSummary(
                profile.ValueKind == JsonValueKind.Null ? null : Profile.FromJson(System.Text.Encoding.UTF8.GetBytes(profile.GetRawText())),
                root.TryGetProperty("conflict", out var conflict) ? conflict.GetString() : null,
                [.. root.GetProperty("rows").EnumerateArray().Select(rows => rows.GetInt64())]);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"This is no summary of earlier partitions: {problem.Message}", problem);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Profile> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
