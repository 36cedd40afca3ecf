using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MLOpsBuild.Data.Drifts;

/// <summary>A report as JSON.</summary>
internal static class DriftJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(DriftReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteString("preset", report.Preset == DriftPreset.Blocks ? "blocks" : "evidently");
            json.WriteString("verdict", DriftText.Word(report.Verdict));
            json.WriteString("summary", DriftText.Summary(report));
            Sample(json, "reference", report.ReferenceRows, report.ReferenceBlocks, report.Preset);
            Sample(json, "current", report.CurrentRows, report.CurrentBlocks, report.Preset);
            json.WriteStartArray("columns");
            foreach (var column in report.Columns) Write(json, column);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Sample(Utf8JsonWriter json, string name, long rows, int blocks, DriftPreset preset)
    {
        json.WriteStartObject(name);
        json.WriteNumber("rows", rows);
        if (preset == DriftPreset.Blocks) json.WriteNumber("blocks", blocks);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ColumnDrift column)
    {
        json.WriteStartObject();
        json.WriteString("column", column.Column);
        json.WriteString("role", column.Role switch { DriftRole.Target => "target", DriftRole.Prediction => "prediction", _ => "feature" });
        json.WriteString("verdict", DriftText.Word(column.Verdict));
        json.WriteString("reason", column.Reason);
        Number(json, "limit", column.Limit);
        Number(json, "low", column.Low);
        Number(json, "high", column.High);
        Number(json, "noise", column.Noise);
        Number(json, "adjustedPValue", column.AdjustedPValue);
        json.WriteStartArray("statistics");
        foreach (var statistic in column.Statistics)
        {
            json.WriteStartObject();
            json.WriteString("name", statistic.Name);
            Number(json, "value", statistic.Value);
            Number(json, "pValue", statistic.PValue);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>JSON has no infinity: it is written as a text.</summary>
    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is not { } number) return;
        if (double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteString(name, double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }
}
