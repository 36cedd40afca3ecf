using System.Text.Json;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Serving.Api;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Cli.Operations;

/// <summary>The evaluation rows as a server meets them: first the history, then rows one by one, each followed by what became of it.</summary>
internal sealed class Replay
{
    private const int EventsPerRequest = 2000;
    private readonly IBatchFeatures _features;
    private readonly Table _before;
    private readonly Table _records;
    private readonly PredictedRows _predicted;

    /// <summary>Reads the records of a run that has been evaluated.</summary>
    public Replay(PipelineRun run)
    {
        var release = run.Release;
        var reader = run.Reader();
        var dataset = release.Features.Dataset;
        _features = release.Features.Set;
        var first = release.EvaluationRows.Partitions[0];
        var earlier = dataset.Partitions.TakeWhile(p => p != first).LastOrDefault();
        var all = release.EvaluationRows.Partitions.Select(p => Records.Read(reader.Store, dataset, p)).ToArray();
        var times = ((TimeColumn)all[0][dataset.TimeColumn]).Values.ToArray();
        _records = all[0].Take([.. Enumerable.Range(0, times.Length).Where(i => release.EvaluationRows.Window.Contains(times[i]))]);
        var lead = all[0].Take([.. Enumerable.Range(0, times.Length).Where(i => release.EvaluationRows.Window.FirstDay is { } from && times[i] < from)]);
        _before = earlier is null ? lead : Table.Concat([Records.Read(reader.Store, dataset, earlier), lead]);
        _predicted = PredictedRows.From(reader.Read(release.Predictions));
    }

    /// <summary>The history before the first row, in requests of bounded size; the events of one kind stay in order.</summary>
    public IEnumerable<ApiEvents> History()
    {
        for (var from = 0; from < _before.RowCount; from += EventsPerRequest)
        {
            var rows = Enumerable.Range(from, Math.Min(EventsPerRequest, _before.RowCount - from));
            var events = rows.SelectMany(row => _features.EventsOf(_before, row)).ToLookup(e => e.Kind, e => e.Values);
            foreach (var kind in _features.Events) yield return new ApiEvents(kind.Kind, [.. events[kind.Kind]]);
        }
    }

    /// <summary>A row without history, the history, and then rows one by one.</summary>
    public IReadOnlyList<ApiStep> Steps(int rows)
    {
        var steps = new List<ApiStep>();
        if (_features.Events.Count > 0) steps.Add(new ApiRows([new ApiRow(Values(0), null)]));
        steps.AddRange(History());
        for (var row = 0; row < Math.Min(rows, _records.RowCount); row++)
        {
            steps.Add(new ApiRows([new ApiRow(Values(row), _predicted.Of(row).ToArray())]));
            steps.AddRange(_features.EventsOf(_records, row).Select(e => new ApiEvents(e.Kind, [e.Values])));
        }

        return steps;
    }

    /// <summary>The history up to a row: that of <see cref="History"/>, and the rows before it.</summary>
    public IEnumerable<ApiEvents> HistoryUpTo(int row) =>
        History().Concat(Enumerable.Range(0, Math.Min(row, _records.RowCount)).SelectMany(r => _features.EventsOf(_records, r)).Select(e => new ApiEvents(e.Kind, [e.Values])));

    /// <summary>Bodies for <c>/predict</c>: one row each.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Bodies(int from, int rows) =>
        [.. Enumerable.Range(from, Math.Min(rows, _records.RowCount - from)).Select(row => (ReadOnlyMemory<byte>)Body("rows", _features.Inputs, [Values(row)]))];

    /// <summary>The body that posts events.</summary>
    public ReadOnlyMemory<byte> Body(ApiEvents events) => Body("events", _features.Events.First(k => k.Kind == events.Kind).Fields, events.Events);

    private static byte[] Body(string list, IReadOnlyList<Field> fields, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray(list);
            foreach (var row in rows) WriteRow(json, fields, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteRow(Utf8JsonWriter json, IReadOnlyList<Field> fields, IReadOnlyList<Cell> row)
    {
        json.WriteStartObject();
        for (var i = 0; i < fields.Count; i++)
        {
            json.WritePropertyName(fields[i].Name);
            switch (row[i].Type)
            {
                case ColumnType.Number: json.WriteNumberValue(row[i].Number); break;
                case ColumnType.Integer: json.WriteNumberValue(row[i].Integer); break;
                case ColumnType.Text: json.WriteStringValue(row[i].Text); break;
                case ColumnType.Time: json.WriteStringValue(row[i].Time.ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)); break;
                default: json.WriteNullValue(); break;
            }
        }

        json.WriteEndObject();
    }

    private IReadOnlyList<Cell> Values(int row) => [.. _features.Inputs.Select(field => _records[field.Name][row])];
}
