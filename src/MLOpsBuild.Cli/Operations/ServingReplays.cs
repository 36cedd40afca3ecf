using System.Globalization;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Serving;
using MLOpsBuild.Serving.Api;
using MLOpsBuild.Serving.Loading;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Feeds a package with recorded rows, as a server is fed, and compares it with the training path bit for bit.</summary>
internal sealed class ServingReplays
{
    private const int MostShown = 20;
    private readonly ServedModel _served;
    private readonly IFeatureHistory _history;
    private readonly Table _features;
    private readonly PredictedRows _predicted;
    private readonly List<ReplayDifference> _differences = [];
    private readonly HashSet<int> _differing = [];

    private ServingReplays(PipelineRun run, ContentStore store, Digest package)
    {
        _served = PackageLoader.Load(store, package);
        _history = _served.Features.NewHistory();
        var rows = run.Release.EvaluationRows;
        _features = rows.Inputs(rows.Read(run.Reader()));
        _predicted = PredictedRows.From(run.Reader().Read(run.Release.Predictions));
    }

    public static ServingReplay Run(PipelineRun run, ContentStore store, Digest package, int rows, CancellationToken cancellationToken)
    {
        var replay = new ServingReplays(run, store, package);
        var row = 0;
        foreach (var step in new Replay(run).Steps(rows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (step is ApiEvents events) replay.Learn(events, row);
            // A row without a score is asked for before there is any history: how a server refuses it is not for here.
            if (step is ApiRows { Rows: [{ Scores: not null } asked] }) replay.Compare(row++, asked.Values);
        }

        return new ServingReplay(row, replay._differing.Count, replay._differences);
    }

    private void Learn(ApiEvents events, int row)
    {
        foreach (var values in events.Events)
        {
            if (_history.Apply(events.Kind, values) is { } refusal) Differ(row, "event " + events.Kind, "taken", "refused: " + refusal);
        }
    }

    private void Compare(int row, IReadOnlyList<Cell> record)
    {
        var computed = _history.Compute(record);
        if (computed.Values is not { } values)
        {
            Differ(row, "features", "there", "an error: " + computed.Error);
            return;
        }

        var fields = _served.Features.Features;
        for (var i = 0; i < fields.Count; i++)
        {
            var trained = _features[fields[i].Name];
            if (!AreSame(trained.Type, trained[row], values[i])) Differ(row, fields[i].Name, Text(trained[row]), Text(values[i]));
        }

        var one = new TableBuilder([.. fields.Select(f => (f.Name, f.Type))]);
        one.Add(values);
        var expected = _predicted.Of(row);
        var given = _served.Model.Predict(one.Build());
        for (var output = 0; output < given.Length; output++)
        {
            if (!AreSame(expected[output], given[output])) Differ(row, "prediction", Text(Cell.Of(expected[output])), Text(Cell.Of(given[output])));
        }
    }

    private void Differ(int row, string what, string training, string serving)
    {
        _differing.Add(row);
        if (_differences.Count < MostShown) _differences.Add(new ReplayDifference(row + 1, what, training, serving));
    }

    // A column of numbers holds an integer as a number: that is no difference to a model.
    private static bool AreSame(ColumnType type, Cell trained, Cell served) => type == ColumnType.Number
        ? trained.IsMissing == served.IsMissing && AreSame(trained.Number, served.Number)
        : trained.Equals(served);

    private static bool AreSame(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    private static string Text(Cell cell) => cell.IsMissing ? "missing" : string.Format(CultureInfo.InvariantCulture, "{0}", cell);
}
