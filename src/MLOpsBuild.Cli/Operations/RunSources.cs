using MLOpsBuild.Content;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Cli.Operations;

/// <summary>A run that has been evaluated as the evidence of gates.</summary>
/// <param name="session">Holds the store and the margins of drift.</param>
/// <param name="run">The run.</param>
/// <param name="package">Its package; null when no gate looks at it.</param>
internal sealed class RunSources(Session session, PipelineRun run, Digest? package) : IGateSources
{
    public Digest? Package => package;

    private ContentStore Store => session.Workspace.Store;

    public ITrainedModel Model() => run.Reader().Read(run.Release.Model);

    public long ModelBytes() => Store.SizeOf(run.DigestOf(run.Release.Model)) ?? 0;

    public GateRows Training() => Rows(run.Release.TrainingRows);

    public GateRows Evaluation() => Rows(run.Release.EvaluationRows) with { Predictions = PredictedRows.From(run.Reader().Read(run.Release.Predictions)).Scores };

    public long PackageBytes()
    {
        var manifest = Store.GetManifest(package!.Value);
        return Store.SizeOf(package.Value)!.Value + manifest.Config.Size + manifest.Layers.Sum(l => l.Size);
    }

    public ServingReplay Replay(int rows, CancellationToken cancellationToken) => ServingReplays.Run(run, Store, package!.Value, rows, cancellationToken);

    public JudgedRows Validation()
    {
        var dataset = run.Release.Features.Dataset;
        if (dataset.Validations.Count == 0) throw new ConfigurationException($"the dataset '{dataset.Name}' has no contract; name its schema in data.lock.json.");
        var reader = run.Reader();
        return new JudgedRows(Data.Combine([.. dataset.Validations.Select(reader.ReadJson)], dataset), (int)Math.Min(int.MaxValue, dataset.Partitions.Sum(p => p.Rows)));
    }

    public JudgedRows Drift()
    {
        var rows = (run.Release.TrainingRows, run.Release.EvaluationRows);
        return new JudgedRows(FeatureDrift.Between(session, run, rows, champion: null).Result, Math.Min(Count(rows.TrainingRows), Count(rows.EvaluationRows)));
    }

    private int Count(RowSelection rows) => rows.Read(run.Reader()).RowCount;

    private GateRows Rows(RowSelection selection)
    {
        var table = selection.Read(run.Reader());
        var records = new Lazy<Table>(() => Records(selection));
        return new GateRows(selection.Inputs(table), selection.Target(table), ((TimeColumn)table[FeatureTable.TimeColumn]).Values.ToArray(), RowSelection.Blocks(table))
        {
            Label = selection.Features.Label.Name,
            Records = () => records.Value,
        };
    }

    // The same rows in the same order: a partition's feature table has one row for each of its records.
    private Table Records(RowSelection selection)
    {
        var dataset = selection.Features.Dataset;
        var all = Table.Concat([.. selection.Partitions.Select(p => Pipelines.Definition.Records.Read(Store, dataset, p))]);
        var times = ((TimeColumn)all[dataset.TimeColumn]).Values.ToArray();
        return all.Take([.. Enumerable.Range(0, times.Length).Where(row => selection.Window.Contains(times[row]))]);
    }
}
