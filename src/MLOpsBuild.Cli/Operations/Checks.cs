using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Serving.Loading;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Operations;

/// <summary>The section <c>checks</c> of <c>gates.json</c>.</summary>
public static class Checks
{
    /// <summary>The pipeline's checks, in the order of their names.</summary>
    /// <exception cref="Pipelines.ConfigurationException">The file is wrong; everything that is wrong is named.</exception>
    public static IReadOnlyList<IGate> Of(Session session) => GatesFile.ReadChecks(session.Workspace, session.Pipeline.Name, session.Run.GateKinds);

    /// <summary>The file that names them, as people write it.</summary>
    public static string File(Session session) => session.Workspace.Show(Path.Combine(session.Workspace.PipelineFolder(session.Pipeline.Name), GatesFile.FileName));

    /// <summary>Carries all of the pipeline's checks out; only those that are gates decide.</summary>
    public static Task<Outcome> Judge(Session session, CancellationToken cancellationToken = default) => Judge(session, Of(session), cancellationToken);

    /// <summary>Carries checks out; only those that are gates decide. The pipeline is run as far as they need it.</summary>
    public static async Task<Outcome> Judge(Session session, IReadOnlyList<IGate> gates, CancellationToken cancellationToken = default)
    {
        if (gates.Count == 0) return Outcome.Done($"{File(session)} has no checks");
        var sources = await SourcesAsync(session, gates, cancellationToken).ConfigureAwait(false);
        var evidence = new GateEvidence(sources, new GateSurroundings(session.Options.Time, RunSettings.MachineClass, session.Options.Threads));
        var judged = new List<JudgedGate>();
        foreach (var gate in gates) judged.Add(await JudgeAsync(session, gate, evidence, sources.Package, cancellationToken).ConfigureAwait(false));
        return Conclude(judged);
    }

    private static async Task<RunSources> SourcesAsync(Session session, IReadOnlyList<IGate> gates, CancellationToken cancellationToken)
    {
        var run = session.Run;
        var needs = gates.Aggregate(GateNeeds.None, (all, gate) => all | gate.Needs);
        Artifact[] artifacts = [run.Release.Evaluation, .. run.Release.TrainingRows.Parts, .. needs.HasFlag(GateNeeds.Validation) ? run.Release.Features.Dataset.Validations : []];
        await run.UntilAsync(artifacts, cancellationToken).ConfigureAwait(false);
        Digest? package = needs.HasFlag(GateNeeds.Package) ? await Packaging.PackAsync(run, session.Workspace.Store, cancellationToken).ConfigureAwait(false) : null;
        return new RunSources(session, run, package);
    }

    private static async Task<JudgedGate> JudgeAsync(Session session, IGate gate, GateEvidence evidence, Digest? package, CancellationToken cancellationToken)
    {
        var onMachine = gate.Needs.HasFlag(GateNeeds.Machine);
        var check = new Check(gate.Name, CheckKey.Inputs(session.Run, gate.Needs, package), stop => Task.FromResult(gate.Judge(evidence, stop)))
        {
            Types = [gate.Kind.GetType(), gate.Kind.SettingsType, typeof(RunSources), .. gate.Needs.HasFlag(GateNeeds.Package) ? [typeof(ServingReplays), typeof(PackageLoader)] : Array.Empty<Type>()],
            Parameters = CheckKey.Parameters(session, gate),
            MachineClass = onMachine ? RunSettings.MachineClass : null,
            Kept = onMachine ? KeptVerdicts.Passes : KeptVerdicts.Judgements,
            IsReport = gate.Settings.Mode == GateMode.Report,
        };
        var (kept, step) = await session.Run.CheckAsync(check, cancellationToken).ConfigureAwait(false);
        return new JudgedGate(gate, kept, step);
    }

    private static Outcome Conclude(List<JudgedGate> judged)
    {
        var deciding = judged.Where(j => !j.IsReport).Select(j => j.Result).ToArray();
        var open = deciding.Where(r => r.Verdict != Verdict.Pass).ToArray();
        var verdict = deciding.Length == 0 ? Verdict.Pass : Reports.Worst(deciding);
        return new Outcome(
            deciding.Length == 0 ? "done" : verdict.ToString().ToLowerInvariant(),
            $"{deciding.Length - open.Length} of {deciding.Length} gates pass, {judged.Count - deciding.Length} reported",
            [.. judged.SelectMany(j => j.Lines)])
        {
            IsPass = verdict == Verdict.Pass,
            Message = string.Join(Environment.NewLine, open.Select(r => $"{r.Gate} ({r.Verdict.ToString().ToLowerInvariant()}): {r.Summary}")),
        };
    }

    private sealed record JudgedGate(IGate Gate, GateResult Result, StepRun Step)
    {
        public bool IsReport => Gate.Settings.Mode == GateMode.Report;

        public IEnumerable<string> Lines =>
        [
            $"{Gate.Name}: {Result.Verdict.ToString().ToLowerInvariant()}{(IsReport ? ", reported only" : "")}{(Step.Cached ? ", cached" : "")}. {Result.Summary}",
            .. Result.Findings.Where(f => f.Severity != Severity.Info).Select(f => $"  {(f.Severity == Severity.Error ? "✗" : "!")} {(f.Place is null ? "" : f.Place + ": ")}{f.Rule}: {f.Message}"),
        ];
    }
}
