using System.Text.Json;
using System.Text.Json.Serialization;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Runs;

/// <summary>Records of runs as JSON: keys of a newer version are passed over, for a record is history and must stay readable.</summary>
public static class RunJson
{
    private static readonly JsonSerializerOptions Tolerant = new(StepJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };
    private static readonly JsonSerializerOptions OneLine = new(StepJson.Options) { WriteIndented = false };

    /// <summary>A record as its file holds it.</summary>
    public static byte[] Write(RunRecord record) => StepJson.Write(record);

    /// <summary>A record in one line, without a line feed: for exports as JSON lines.</summary>
    public static byte[] WriteLine(RunRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, OneLine);

    /// <summary>Reads a record.</summary>
    /// <exception cref="JsonException">It is damaged, or of a newer version that cannot be read; the message says which.</exception>
    public static RunRecord Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(bytes, Tolerant) ?? throw new JsonException("The record is null.");
        }
        catch (JsonException problem) when (VersionOf(bytes) is { } version && version > RunRecord.NewestVersion)
        {
            throw new JsonException($"It is of version {version}; this mlops reads up to version {RunRecord.NewestVersion}. Look at it with a newer one.", problem);
        }
    }

    private static int? VersionOf(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("version", out var version) && version.TryGetInt32(out var number) ? number : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
