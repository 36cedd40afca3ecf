using MLOpsBuild.Learning.Leakage;
using MLOpsBuild.Learning.Splits;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Gates.Checks;

/// <summary>The settings of <c>leakage</c>.</summary>
public sealed record LeakageSettings : GateSettings
{
    /// <summary>Features or columns of the raw records of which no value may be on both sides. Default none.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>Whether every evaluation row must be later than all training rows. Default: it must.</summary>
    public bool TimeOrder { get; init; } = true;

    /// <summary>How many hours later: as long as outcomes take to be known. Default 0: later at all.</summary>
    public double GapHours { get; init => field = Within(value, 0, 24 * 366, nameof(GapHours)); }

    /// <summary>The share of evaluation rows that may have the features of a training row. Default 0.01.</summary>
    public double MaxDuplicates { get; init => field = Within(value, 0, 1, nameof(MaxDuplicates)); } = 0.01;

    /// <summary>From this score on a feature alone tells the target: 2·|AUC − 0.5| for classes, R² for numbers. Default 0.9.</summary>
    public double MaxScore { get; init => field = Within(value, 0, 1, nameof(MaxScore)); } = 0.9;
}

/// <summary>Leaks between training and evaluation rows.</summary>
/// <param name="Result">What was found.</param>
/// <param name="Samples">Evaluation rows.</param>
/// <param name="NoData">Why nothing was compared; null when it was.</param>
public sealed record LeakageMeasurement(LeakageResult Result, int Samples, string? NoData) : IGateMeasurement;

/// <summary><c>leakage</c>: whether knowledge of the evaluation rows could have reached the training.</summary>
public sealed class LeakageGate : GateKind<LeakageSettings, LeakageMeasurement>
{
    private const int MostScores = 3;
    private const string Time = "@time";

    /// <inheritdoc/>
    public override string Kind => "leakage";

    /// <inheritdoc/>
    public override string Help => "Looks for knowledge of the evaluation in the training: equal rows, shared identifiers, training rows that are not earlier, features that tell the target alone. Part the rows otherwise, or drop the feature.";

    /// <inheritdoc/>
    public override LeakageMeasurement Measure(LeakageSettings settings, GateEvidence evidence, CancellationToken cancellationToken)
    {
        var (training, evaluation) = (evidence.Training, evidence.Evaluation);
        if (training.Count == 0 || evaluation.Count == 0) return new LeakageMeasurement(new LeakageResult([], []), 0, $"there are {training.Count} training rows and {evaluation.Count} evaluation rows");
        string[] features = [.. training.Features.Columns.Select(c => c.Name)];
        var rows = Table.Concat([Side(training, settings), Side(evaluation, settings)]);
        var fold = new Fold([.. Enumerable.Range(0, training.Count)], [.. Enumerable.Range(training.Count, evaluation.Count)]);
        var options = new LeakageOptions
        {
            Features = features,
            Identifiers = settings.Identifiers,
            Time = settings.TimeOrder ? Time : null,
            Gap = TimeSpan.FromHours(settings.GapHours),
            MostDuplicates = settings.MaxDuplicates,
            MostScore = settings.MaxScore,
        };
        return new LeakageMeasurement(LeakageChecks.Find(rows, [.. training.Target, .. evaluation.Target], fold, evidence.Model.Task, options), evaluation.Count, null);
    }

    /// <inheritdoc/>
    public override Judgement Judge(LeakageSettings settings, LeakageMeasurement measurement)
    {
        var leaks = measurement.Result.Findings;
        var best = measurement.Result.Scores.Take(MostScores).ToArray();
        var strongest = best.Length == 0 ? "" : $" The strongest feature alone, {best[0].Column}, scores {Limits.Text(best[0].Score)} of 1.";
        return new Judgement(
            leaks.Count == 0 ? Verdict.Pass : Verdict.Fail,
            leaks.Count == 0 ? $"No leak is seen between training and {measurement.Samples} evaluation rows.{strongest}" : string.Join(" ", leaks.Select(l => $"{Sentence(l.Evidence)}")),
            [
                .. leaks.Select(l => new Finding(Severity.Error, Rule(l.Kind), Sentence(l.Evidence), l.Column)),
                .. best.Select(s => new Finding(Severity.Info, "score", $"Alone it scores {Limits.Text(s.Score)} of 1; below {Limits.Text(settings.MaxScore)} is allowed.", s.Column)),
            ]);
    }

    private static Table Side(GateRows rows, LeakageSettings settings)
    {
        var more = settings.Identifiers.Where(name => !rows.Features.Has(name)).Select(rows.Column);
        return rows.Features.With([.. more, new TimeColumn(Time, rows.Times)]);
    }

    private static string Sentence(string evidence) => $"{char.ToUpperInvariant(evidence[0])}{evidence[1..]}.".Replace("'" + Time + "'", "the time", StringComparison.Ordinal);

    private static string Rule(LeakageKind kind) => kind switch
    {
        LeakageKind.DuplicateRows => "duplicate-rows",
        LeakageKind.SharedIdentifiers => "shared-identifiers",
        LeakageKind.TimeOrder => "time-order",
        _ => "target-in-feature",
    };
}
