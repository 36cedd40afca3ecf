using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using MLOpsBuild.Content;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Runs.Search;

/// <summary>One entry of the index as one line of JSON: an array, since ten thousand times the same keys would be most of the file.</summary>
internal static class IndexLine
{
    /// <summary>Entries of other forms are made anew: raised whenever what follows changes.</summary>
    private const int Form = 2;

    /// <summary>Writes entries. The names of metrics are written once for all runs that have the same ones: with slices they would be most of every line.</summary>
    public static void Write(IBufferWriter<byte> into, IReadOnlyList<IndexEntry> entries)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Summary is { } run && NamesOf(run) is var names && written.Add(names))
            {
                using (var writer = new Utf8JsonWriter(into))
                {
                    writer.WriteStartArray();
                    writer.WriteNumberValue(-Form);
                    writer.WriteStringValue(KeyOf(names));
                    writer.WriteStringValue(names);
                    writer.WriteEndArray();
                }

                into.Write("\n"u8);
            }

            Write(into, entry);
        }
    }

    private static string NamesOf(RunSummary run) => string.Join('\n', run.Metrics.Select(m => m.Key));

    private static string KeyOf(string names) => Digest.Of(System.Text.Encoding.UTF8.GetBytes(names)).Short;

    private static void Write(IBufferWriter<byte> into, IndexEntry entry)
    {
        using (var writer = new Utf8JsonWriter(into))
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(Form);
            writer.WriteStringValue(entry.Id);
            writer.WriteNumberValue(entry.Length);
            writer.WriteNumberValue(entry.Written);
            writer.WriteStringValue(entry.Problem);
            if (entry.Summary is { } summary) Write(writer, summary);
            writer.WriteEndArray();
        }

        into.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter writer, RunSummary run)
    {
        writer.WriteStringValue(run.Pipeline);
        writer.WriteStringValue(run.Kind);
        writer.WriteNumberValue((int)run.State);
        writer.WriteNumberValue(run.Started.UtcTicks);
        writer.WriteNumberValue(run.Seconds);
        writer.WriteStringValue(run.Commit);
        writer.WriteStringValue(run.Branch);
        writer.WriteBooleanValue(run.Dirty);
        writer.WriteStringValue(run.Toolchain);
        writer.WriteStringValue(run.MachineClass);
        writer.WriteStringValue(run.Model?.ToString());
        writer.WriteStringValue(run.Package?.ToString());
        writer.WriteNumberValue(run.Steps);
        writer.WriteNumberValue(run.Ran);
        writer.WriteNumberValue(run.PeakWorkingSet ?? -1);
        writer.WriteNumberValue(run.Verdicts.Count);
        foreach (var (verdict, count) in run.Verdicts)
        {
            writer.WriteNumberValue((int)verdict);
            writer.WriteNumberValue(count);
        }

        writer.WriteNumberValue(run.Parameters.Count);
        foreach (var (name, value) in run.Parameters)
        {
            writer.WriteStringValue(name);
            writer.WriteStringValue(value);
        }

        writer.WriteStringValue(KeyOf(NamesOf(run)));
        var values = new byte[run.Metrics.Count * sizeof(double)];
        for (var i = 0; i < run.Metrics.Count; i++) BinaryPrimitives.WriteDoubleLittleEndian(values.AsSpan(i * sizeof(double)), run.Metrics[i].Value);
        writer.WriteBase64StringValue(values);
    }

    /// <summary>Reads lines one after the other. What equals the line before is not made again: runs of one pipeline share their names and most of their texts.</summary>
    internal sealed class Reader
    {
        private readonly List<string?> _before = [];
        private readonly Dictionary<string, string[]> _names = new(StringComparer.Ordinal);
        private int _at;

        /// <summary>The entry; null for a line that was cut off, damaged or of another form.</summary>
        public IndexEntry? Read(ReadOnlySpan<byte> line)
        {
            _at = 0;
            try
            {
                var json = new Utf8JsonReader(line);
                json.Read();
                if (json.TokenType != JsonTokenType.StartArray) return null;
                var form = Number(ref json);
                if (form == -Form) Learn(ref json);
                if (form != Form) return null;
                var id = Text(ref json)!;
                var (length, written) = (Number(ref json), Number(ref json));
                if (Text(ref json) is { } problem) return new IndexEntry(id, length, written, null, problem);
                var summary = Summary(ref json, id);
                return json.Read() && json.TokenType == JsonTokenType.EndArray ? new IndexEntry(id, length, written, summary, null) : null;
            }
            catch (Exception damaged) when (damaged is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
            {
                return null;
            }
        }

        private RunSummary Summary(ref Utf8JsonReader json, string id) => new()
        {
            Id = id,
            Pipeline = Text(ref json)!,
            Kind = Text(ref json),
            State = (RunState)Number(ref json),
            Started = new DateTimeOffset(Number(ref json), TimeSpan.Zero),
            Seconds = Double(ref json),
            Commit = Text(ref json),
            Branch = Text(ref json),
            Dirty = Truth(ref json),
            Toolchain = Text(ref json)!,
            MachineClass = Text(ref json)!,
            Model = Text(ref json) is { } model ? Digest.Parse(model) : null,
            Package = Text(ref json) is { } package ? Digest.Parse(package) : null,
            Steps = (int)Number(ref json),
            Ran = (int)Number(ref json),
            PeakWorkingSet = Number(ref json) is >= 0 and var bytes ? bytes : null,
            Verdicts = Pairs(ref json, static (Reader _, ref Utf8JsonReader from) => (Verdict)Number(ref from), static (Reader _, ref Utf8JsonReader from) => (int)Number(ref from)),
            Parameters = Pairs(ref json, static (Reader me, ref Utf8JsonReader from) => me.Text(ref from)!, static (Reader me, ref Utf8JsonReader from) => me.Text(ref from)!),
            Metrics = Metrics(ref json),
        };

        private void Learn(ref Utf8JsonReader json)
        {
            json.Read();
            var key = json.GetString()!;
            json.Read();
            var names = json.GetString()!;
            // A name for nothing is no name: a run without metrics has an empty list.
            if (KeyOf(names) == key) _names[key] = names.Length == 0 ? [] : names.Split('\n');
        }

        /// <exception cref="FormatException">The names were lost, or are not as many as the values.</exception>
        private KeyValuePair<string, double>[] Metrics(ref Utf8JsonReader json)
        {
            var known = _names.TryGetValue(Text(ref json)!, out var names);
            json.Read();
            var values = json.GetBytesFromBase64();
            if (!known || values.Length != names!.Length * sizeof(double)) throw new FormatException("The names of the metrics are not known.");
            var metrics = new KeyValuePair<string, double>[names.Length];
            for (var i = 0; i < metrics.Length; i++) metrics[i] = KeyValuePair.Create(names[i], BinaryPrimitives.ReadDoubleLittleEndian(values.AsSpan(i * sizeof(double))));
            return metrics;
        }

        private delegate T Next<T>(Reader me, ref Utf8JsonReader json);

        private KeyValuePair<TKey, TValue>[] Pairs<TKey, TValue>(ref Utf8JsonReader json, Next<TKey> key, Next<TValue> value)
        {
            var count = Number(ref json);
            if (count is < 0 or > 1_000_000) throw new FormatException("No number of pairs.");
            var pairs = new KeyValuePair<TKey, TValue>[count];
            for (var i = 0; i < pairs.Length; i++) pairs[i] = KeyValuePair.Create(key(this, ref json), value(this, ref json));
            return pairs;
        }

        private string? Text(ref Utf8JsonReader json)
        {
            json.Read();
            if (_at == _before.Count) _before.Add(null);
            var place = _at++;
            if (json.TokenType == JsonTokenType.Null) return null;
            if (_before[place] is { } same && json.TokenType == JsonTokenType.String && json.ValueTextEquals(same)) return same;
            return _before[place] = json.GetString();
        }

        private static long Number(ref Utf8JsonReader json)
        {
            json.Read();
            return json.GetInt64();
        }

        private static double Double(ref Utf8JsonReader json)
        {
            json.Read();
            return json.GetDouble();
        }

        private static bool Truth(ref Utf8JsonReader json)
        {
            json.Read();
            return json.GetBoolean();
        }
    }
}
