using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MLOpsBuild.Data.Files;

namespace MLOpsBuild.Data.Profiles;

/// <summary>Writes a profile as JSON: objects over several lines, long lists in one.</summary>
internal static class ProfileWriter
{
    public const int Version = 3;

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Profile profile)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteNumber("rows", profile.Rows);
            if (profile.TimeColumn is { } time) json.WriteString("time", time);
            json.WriteStartObject("columns");
            foreach (var (name, column) in profile.Columns) Write(json, name, column);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    public static string NameOf<T>(T word)
        where T : struct, Enum => word.ToString().ToLowerInvariant();

    private static void Write(Utf8JsonWriter json, string name, ColumnProfile column)
    {
        json.WriteStartObject(name);
        json.WriteString("type", NameOf(column.Type));
        json.WriteNumber("missing", column.Missing);
        json.WriteNumber("count", column.Count);
        if (column.NumberSummary is { } numbers) Write(json, numbers);
        else if (column.TextSummary is { } texts) Write(json, texts);
        else Write(json, column.TimeSummary!);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, NumberSummary numbers)
    {
        if (numbers.Sketches is not { } sketches)
        {
            Pairs(json, "values", numbers.Sorted.Values.Zip(numbers.Sorted.Counts), WriteNumber);
            return;
        }

        var figures = sketches.Figures;
        List(json, "kinds", [figures.Zeros, figures.Negatives, figures.Infinite], (w, n) => w.WriteNumberValue(n));
        List(json, "range", [figures.Min, figures.Max], WriteNumber);
        var m = figures.Moments;
        List(json, "moments", [m.Mean, m.MeanRest, m.Second, m.Third, m.Fourth], WriteNumber);
        Write(json, sketches.Distinct);
        json.WriteNumber("error", sketches.Frequent.Error);
        Pairs(json, "frequent", sketches.Frequent.Counts.OrderBy(f => f.Key).Select(f => (f.Key, f.Value)), WriteNumber);
        Write(json, sketches.Quantiles);
    }

    private static void Write(Utf8JsonWriter json, QuantileSketch quantiles)
    {
        List(json, "deviations", [quantiles.Moved, quantiles.Variance], WriteNumber);
        List(json, "coins", quantiles.Coins, (w, n) => w.WriteNumberValue(n));
        List(json, "levels", quantiles.Levels, (w, level) =>
        {
            w.WriteStartArray();
            foreach (var value in level) WriteNumber(w, value);
            w.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter json, TextSummary texts)
    {
        var lengths = texts.Lengths;
        if (texts.Count > 0)
        {
            List(json, "lengths", [lengths.Shortest, lengths.Longest, lengths.Total, lengths.Empty], (w, n) => w.WriteNumberValue(n));
            Pairs(json, "lengthCounts", lengths.Bins.Select(b => (b.First, b.Count)), (w, n) => w.WriteNumberValue(n));
        }

        var ordered = texts.Counts.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, t.Value));
        if (texts.Frequent is not { } frequent)
        {
            Pairs(json, "values", ordered, (w, text) => w.WriteStringValue(text));
            return;
        }

        Write(json, texts.DistinctTexts!);
        json.WriteNumber("error", frequent.Error);
        Pairs(json, "frequent", ordered, (w, text) => w.WriteStringValue(text));
    }

    private static void Write(Utf8JsonWriter json, TimeSummary times)
    {
        if (times is { From: { } from, To: { } to })
        {
            json.WriteString("from", Times.Format(from));
            json.WriteString("to", Times.Format(to));
        }

        Write(json, times.Distinct);
        json.WriteString("period", NameOf(times.Days.Period));
        List(json, "days", DayRuns.Of(times.Days), (w, n) => w.WriteNumberValue(n));
        if (times.Spread.Sketch is { } sketch) Write(json, sketch);
        else Pairs(json, "values", times.Spread.Sorted.Values.Zip(times.Spread.Sorted.Counts), WriteNumber);
    }

    private static void Write(Utf8JsonWriter json, DistinctSketch sketch)
    {
        if (sketch.IsExact) List(json, "hashes", sketch.Few, (w, hash) => w.WriteStringValue(hash.ToString("x16", CultureInfo.InvariantCulture)));
        else json.WriteString("registers", RegisterText.Of(sketch.Ranks));
    }

    private static void Pairs<T>(Utf8JsonWriter json, string name, IEnumerable<(T Value, long Count)> pairs, Action<Utf8JsonWriter, T> write) =>
        List(json, name, pairs, (w, pair) =>
        {
            write(w, pair.Value);
            w.WriteNumberValue(pair.Count);
        });

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line, Options with { Indented = false }))
        {
            writer.WriteStartArray();
            foreach (var item in items) write(writer, item);
            writer.WriteEndArray();
        }

        json.WritePropertyName(name);
        json.WriteRawValue(line.WrittenSpan, skipInputValidation: true);
    }

    // JSON has no infinities; a column of numbers may.
    private static void WriteNumber(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }
}
