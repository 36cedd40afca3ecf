using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Reporting;
using MLOpsBuild.Reporting.Html;
using MLOpsBuild.Reporting.Markdown;
using MLOpsBuild.Reporting.Text;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Puts a run together as the model report.</summary>
public static class Reports
{
    /// <summary>Writes <c>.mlops/report/report.md</c>, <c>report.html</c>, <c>report.txt</c> and, for other programs, <c>report.json</c>; when nothing that they show has changed they stay as they are.</summary>
    public static async Task<Outcome> Write(Session session, CancellationToken cancellationToken = default)
    {
        await session.Run.UntilAsync([session.Run.Release.Evaluation], cancellationToken).ConfigureAwait(false);
        var pages = new ReportPages(session);
        session.ReportPath = pages.PathOf("report.html");
        if (pages.AreCurrent()) return Outcome.Done("as before: nothing that it shows has changed", $"{session.Workspace.Show(session.ReportPath)}, report.md and report.txt");
        var model = await ComposeAsync(session, session.Run, cancellationToken).ConfigureAwait(false);
        pages.Write(
            ("report.md", MarkdownReport.Write(model)), ("report.html", HtmlReport.Write(model)), ("report.txt", TextReport.Write(model)),
            (ReportFile.Name, ReportFile.Write(model, GitHubSettings.PullRequest(session.Options))));
        return Outcome.Done("written", $"{session.Workspace.Show(session.ReportPath)}, report.md and report.txt");
    }

    /// <summary>The report of a run as far as it has come.</summary>
    internal static async Task<ReportModel> ComposeAsync(Session session, PipelineRun run, CancellationToken cancellationToken)
    {
        var reader = run.Reader();
        var evaluation = reader.ReadJson(run.Release.Evaluation);
        var trained = reader.Read(run.Release.Model);
        var judgements = run == session.Run ? await MetricsAcceptance.JudgementsAsync(session, cancellationToken).ConfigureAwait(false) : [];
        var judged = judgements.ToDictionary(j => (j.Slice, j.Metric));
        var notes = run.Release.Plan.Notes(run.Release.EvaluationRows.Read(reader));
        var verdict = Worst(run.Verdicts);
        var origin = new ReportBase(session);
        return new ReportFigures(session, run, trained).In(new ReportModel
        {
            Title = run.Pipeline.Name,
            Pipeline = run.Pipeline.Name,
            Verdict = verdict,
            Answer = Answer(run.Verdicts, verdict),
            Model = run.DigestOf(run.Release.Model),
            Package = run.Package,
            Accepted = MetricsAcceptance.Accepted(session)?.Model,
            Commit = session.Checkout.Commit,
            Base = origin.Since,
            Acceptance = run == session.Run ? origin.Acceptance(judgements) : null,
            Changes = origin.Changes(run),
            DataChanges = run == session.Run ? origin.Data() : [],
            LoweredBaselines = run == session.Run ? origin.Lowered() : [],
            Gates = [.. run.Verdicts, .. run.Reported.Select(r => r with { Summary = "Reported only. " + r.Summary })],
            OnlyReported = [.. run.Reported.Select(r => r.Gate)],
            Metrics = [.. evaluation.Metrics.Select(m => Line(null, m.Key, m.Value, judged))],
            Slices = [.. evaluation.Slices.SelectMany(s => s.Value.Where(m => IsShown(m.Key) || notes.ContainsKey(s.Key)).Select(m =>
                new SliceLine(s.Key, Line(s.Key, m.Key, m.Value, judged)) { Note = notes.GetValueOrDefault(s.Key) }))],
            Data = Data(run),
            Drift = session.Drift.Count > 0 ? session.Drift : FeatureDrift.Between(session, run, (run.Release.TrainingRows, run.Release.EvaluationRows), champion: null).Lines,
            LearningCurves = Curves(trained),
            Calibration = [.. evaluation.Calibration.Where(b => b.Count > 0).Select(b => new Reporting.CalibrationBin(b.MeanPrediction ?? 0, b.ObservedRate ?? 0, b.Count))],
            Importance = [.. trained.Inputs.Zip(trained.Importance, (input, share) => new ImportanceLine(input.Name, share)).OrderByDescending(i => i.Value)],
            Convergence = Convergence(run),
            Lineage = [.. run.Steps.Where(s => !s.Name.StartsWith("check@", StringComparison.Ordinal)).Select(Lineage)],
            Timings = [.. run.Steps.Select(s => new StepTiming(s.Name, TimeSpan.FromSeconds(s.Cached ? 0 : s.Seconds), s.Cached, s.Why) { Allocated = s.Allocated })],
            Cost = Cost(session, run),
            Environment =
            [
                new Setting("toolchain", $".NET {Environment.Version}"),
                new Setting("machine", RunSettings.MachineClass),
                .. run.Parameters.Select(p => new Setting(p.Key, p.Value)),
            ],
            Reproduce = run == session.Run ? Again(session) : [],
        });
    }

    /// <summary>One command that computes the same again: none for a checkout with changes that nobody else has.</summary>
    private static string[] Again(Session session)
    {
        var (name, release) = (session.Pipeline.Name, session.Run.Release);
        if (session.Checkout is not { Commit: { } commit, Dirty: false }) return [];
        var overrides = string.Concat(session.Options.Overrides.Select(o => $" --set '{o.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
        return overrides.Length == 0 && PipelineLock.Load(session.Workspace, name)?.Model == session.Run.DigestOf(release.Model)
            ? [$"./mlops reproduce {commit} --pipeline {name}"]
            : [$"git checkout {commit} && ./mlops run {name} --no-cache{overrides}"];
    }

    private static RunCost Cost(Session session, PipelineRun run)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new RunCost(run.Elapsed, session.Options.Threads) { PeakMemory = process.PeakWorkingSet64, Allocated = GC.GetTotalAllocatedBytes() };
    }

    /// <summary>The worst verdict; without any it is a hold.</summary>
    internal static Verdict Worst(IReadOnlyList<GateResult> verdicts) => verdicts.Count == 0
        ? Verdict.Hold
        : verdicts.Select(v => v.Verdict).MaxBy(v => v switch { Verdict.Error => 3, Verdict.Fail => 2, Verdict.Hold => 1, _ => 0 });

    private static string Answer(IReadOnlyList<GateResult> verdicts, Verdict verdict) => verdict == Verdict.Pass
        ? $"All {verdicts.Count} gates pass."
        : string.Join(" ", verdicts.Where(v => v.Verdict == verdict).Select(v => $"{v.Gate}: {v.Summary}").DefaultIfEmpty("No gate has spoken."));

    private static bool IsShown(string metric) => metric is MetricNames.Auc or MetricNames.LogLoss or MetricNames.Rmse or MetricNames.R2;

    private static MetricLine Line(string? slice, string name, MetricValue value, Dictionary<(string?, string), MetricJudgement> judged)
    {
        var judgement = judged.GetValueOrDefault((slice, name));

        // As the snapshot keeps it: what lies beyond its decimals is no change.
        double? shown = value.Value is { } measured ? Math.Round(measured, SnapshotGate.Decimals) : null;
        return new MetricLine(name, shown, value.Direction == MetricDirection.Higher ? Better.Higher : Better.Lower)
        {
            Accepted = judgement?.Accepted.Value,
            Low = value.Low,
            High = value.High,
            Rows = value.N,
            Blocks = value.Blocks,
            Tolerance = judgement is null ? null : $"{judgement.Accepted.Tolerance.Kind.ToString().ToLowerInvariant()}, margin {Figures.Number(judgement.Accepted.Tolerance.Margin)}",
            Verdict = judgement?.Verdict,
        };
    }

    private static DataLine[] Data(PipelineRun run) =>
    [
        Data(run, "training", run.Release.TrainingRows),
        Data(run, "evaluation", run.Release.EvaluationRows),
    ];

    private static DataLine Data(PipelineRun run, string use, RowSelection rows)
    {
        var dataset = rows.Features.Dataset;
        var reader = run.Reader();
        var findings = dataset.Partitions.Zip(dataset.Validations)
            .Where(v => rows.Partitions.Contains(v.First) && run.Steps.Any(s => s.Name == v.Second.Step))
            .SelectMany(v => reader.ReadJson(v.Second).Findings);
        return new DataLine(dataset.Name, use, [.. rows.Partitions.Select(p => new PartitionLine(p.Name, p.Rows, $"{p.From:yyyy-MM-dd HH:mm} to {p.To:yyyy-MM-dd HH:mm}", p.Digest))])
        {
            Window = rows.Window.ToString(),
            Findings = [.. findings],
        };
    }

    private static LearningCurve[] Curves(ITrainedModel model) => model.LearningCurve.Count < 2 ? [] :
    [
        new("Training loss by iteration", "iterations", "loss", [new CurveLine("training", [.. model.LearningCurve.Select((loss, i) => new CurvePoint(i, loss))])]),
    ];

    private static ConvergenceLine[] Convergence(PipelineRun run) =>
        run.Verdicts.FirstOrDefault(v => v.Gate == ConvergenceGate.Name) is not { } gate ? [] :
        [
            .. gate.Findings.Select(f => new ConvergenceLine(f.Rule, f.Severity == Severity.Error ? Verdict.Fail : Verdict.Pass, f.Message)),
        ];

    private static LineageStep Lineage(StepRun step) => new(
        step.Name,
        [.. step.Inputs.Select(i => new NamedDigest(i.Key, i.Value))],
        [.. step.Outputs.Select(o => new NamedDigest(o.Key, o.Value))])
    { Code = step.Code };
}
