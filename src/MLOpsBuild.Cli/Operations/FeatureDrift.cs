using MLOpsBuild.Content;
using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Data.Summaries;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Reporting;
using MLOpsBuild.Serving.Scoring;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Operations;

/// <summary>How far features, label and predictions have drifted, as a verdict and as lines of the report. What was counted of a partition once is not counted again.</summary>
internal sealed class FeatureDrift
{
    private const string Predicted = "prediction";
    private readonly SummaryCache _summaries;
    private readonly PipelineRun _run;
    private readonly StepContext _reader;
    private readonly Champion? _champion;

    private FeatureDrift(Session session, PipelineRun run, Champion? champion) =>
        (_summaries, _run, _reader, _champion) = (Partitions.Summaries(session.Workspace), run, run.Reader(), champion);

    /// <summary>Compares rows of a pipeline's feature table.</summary>
    /// <param name="session">Holds the margins and the cache.</param>
    /// <param name="run">The run that made the feature tables.</param>
    /// <param name="rows">The reference, and what is to be judged.</param>
    /// <param name="champion">Whose predictions are judged too; null for none.</param>
    public static (GateResult Result, IReadOnlyList<DriftLine> Lines) Between(Session session, PipelineRun run, (RowSelection Reference, RowSelection Current) rows, Champion? champion)
    {
        var limits = session.Gates.Drift;
        var options = new DriftOptions
        {
            Time = FeatureTable.TimeColumn,
            Target = rows.Reference.Features.Label.Name,
            Prediction = champion is null ? null : Predicted,
            Margin = limits.Margin,
            Margins = limits.Margins,
            Calendar = limits.Calendar,
        };
        var drift = new FeatureDrift(session, run, champion);
        var bins = drift.Bins(rows.Reference, options);
        var report = Drift.Compare(drift.Histograms(rows.Reference, bins), drift.Histograms(rows.Current, bins), options);
        return (report.ToGateResult(), [.. report.Columns.Select(Line)]);
    }

    private DriftBins Bins(RowSelection rows, DriftOptions options)
    {
        var parts = Digest.Of(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', rows.Parts.Select(p => _run.DigestOf(p)))));
        return _summaries.Bins(parts, $"{rows.Window}\n{options.MostEdges}\n{How}\n{string.Join('\n', options.Calendar)}", () => DriftBins.Of(WithPredictions(rows, rows.Read(_reader)), options));
    }

    private DayHistograms Histograms(RowSelection rows, DriftBins bins) => DayHistograms
        .MergeAll(bins, rows.Parts.Select(part => _summaries.Histograms(_run.DigestOf(part), How, bins, () => WithPredictions(rows, _reader.Read(part)))))
        .Within(rows.Window);

    /// <summary>What besides the features determines the table: whose predictions stand in it.</summary>
    private string How => _champion is { } champion ? $"predicted by {champion.Content}" : "";

    // Groups of rows that are ranked are new in every sample: that is no drift.
    private Table WithPredictions(RowSelection rows, Table table)
    {
        var compared = table.Has(FeatureTable.GroupColumn) ? table.Select(table.Columns.Select(c => c.Name).Where(name => name != FeatureTable.GroupColumn)) : table;
        return _champion is { } champion && !table.Has(Predicted)
            ? compared.With(ScoreColumns.Called(champion.Model, champion.Model.Predict(rows.Inputs(table)), Predicted))
            : compared;
    }

    private static DriftLine Line(ColumnDrift column)
    {
        double? Value(string name) => column.Statistics.FirstOrDefault(s => s.Name == name)?.Value;
        return new DriftLine(column.Column, column.Verdict)
        {
            Role = column.Role == DriftRole.Feature ? null : column.Role.ToString().ToLowerInvariant(),
            KolmogorovSmirnov = Value("ks"),
            PopulationStability = Value("psi"),
            TotalVariation = Value("tvd"),
            Low = column.Low,
            High = column.High,
            Critical = column.Limit,
            // With an interval, the numbers say it all.
            Note = column.Low is null ? column.Reason : null,
        };
    }
}
