using MLOpsBuild.Data;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Reporting;
using MLOpsBuild.Reporting.Measures;

namespace MLOpsBuild.Cli.Operations;

/// <summary>The figures of a run that its report draws and that no step computes: they explain a model, and decide nothing about it.</summary>
internal sealed class ReportFigures
{
    private readonly Session _session;
    private readonly PipelineRun _run;
    private readonly KeptFigures _kept;
    private readonly ITrainedModel _model;

    public ReportFigures(Session session, PipelineRun run, ITrainedModel model) => (_session, _run, _model, _kept) = (session, run, model, new KeptFigures(session.Workspace));

    private RowSelection Evaluated => _run.Release.EvaluationRows;

    /// <summary>Puts the figures into a report.</summary>
    public ReportModel In(ReportModel report) => report with
    {
        Confusion = _kept.Of("confusion", [Predictions, .. ClassNames.Of(_model)], () => PredictionFigures.Confusion(_model.Task, Predicted(), ClassNames.Of(_model))),
        Residuals = _kept.Of("residuals", [Predictions], () => PredictionFigures.Residuals(_model.Task, Predicted(), Evaluated.Features.Label.Name)),
        Contributions = _kept.Of("contributions", [_run.DigestOf(_run.Release.Model).ToString(), .. Content(Evaluated)], () => ContributionMeasure.Of(_model, Evaluated.Inputs(Evaluated.Read(_run.Reader())))),
        DriftCourse = _kept.Of("drift-course", [.. Content(_run.Release.TrainingRows), .. Periods.SelectMany(Content), System.Text.Encoding.UTF8.GetString(StepJson.Write(_session.Gates.Drift))], Course),
    };

    private string Predictions => _run.DigestOf(_run.Release.Predictions).ToString();

    private PredictedRows Predicted() => PredictedRows.From(_run.Reader().Read(_run.Release.Predictions));

    private IEnumerable<string> Content(RowSelection rows) => rows.Parts.Select(p => _run.DigestOf(p).ToString()).Prepend(rows.Window.ToString());

    /// <summary>Each partition that the run used, by itself.</summary>
    private IReadOnlyList<RowSelection> Periods =>
    [
        .. _run.Release.TrainingRows.Partitions.Zip(_run.Release.TrainingRows.Parts).Concat(Evaluated.Partitions.Zip(Evaluated.Parts)).DistinctBy(p => p.First.Name)
            .OrderBy(p => p.First.Name, StringComparer.Ordinal).Select(p => new RowSelection(Evaluated.Features, Window.Parse(p.First.Name), [p.First], [p.Second])),
    ];

    private DriftCourse? Course()
    {
        var periods = Periods;
        if (periods.Count < 2) return null;
        var reference = _run.Release.TrainingRows;
        var lines = periods.Select(period => FeatureDrift.Between(_session, _run, (reference, period), champion: null).Lines).ToArray();
        var columns = lines[0].Select(l => l.Column);
        return new DriftCourse(
            $"the training window {reference.Window}",
            [.. periods.Select(p => p.Partitions[0].Name)],
            [.. columns.Select(c => new ColumnCourse(c, [.. lines.Select(of => of.FirstOrDefault(l => l.Column == c) is { } line ? line.KolmogorovSmirnov ?? line.TotalVariation : null)]))],
            _session.Gates.Drift.Margin);
    }
}
