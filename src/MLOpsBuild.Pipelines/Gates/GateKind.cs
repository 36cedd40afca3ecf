using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Gates;

/// <summary>What was measured, before anything is said about it.</summary>
public interface IGateMeasurement
{
    /// <summary>The number of rows, or of other parts, that it rests on.</summary>
    int Samples { get; }

    /// <summary>Why there is nothing to judge; null when there is.</summary>
    string? NoData => null;
}

/// <summary>What a gate says about a measurement.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Summary">One sentence for a person.</param>
/// <param name="Findings">The figures that it rests on.</param>
public sealed record Judgement(Verdict Verdict, string Summary, params IReadOnlyList<Finding> Findings);

/// <summary>Base of a kind of gate: <see cref="Measure"/> looks and does not judge, <see cref="Judge"/> judges and does not look.</summary>
/// <remarks>Too few samples, no data and exceptions are dealt with here, so that no kind can let them pass.</remarks>
/// <typeparam name="TSettings">Its settings in <c>gates.json</c>.</typeparam>
/// <typeparam name="TMeasurement">What it measures.</typeparam>
public abstract class GateKind<TSettings, TMeasurement> : IGateKind
    where TSettings : GateSettings
    where TMeasurement : IGateMeasurement
{
    /// <inheritdoc/>
    public abstract string Kind { get; }

    /// <inheritdoc/>
    public abstract string Help { get; }

    /// <inheritdoc/>
    public Type SettingsType => typeof(TSettings);

    /// <summary>What it looks at. Default: the model and the rows of training and evaluation.</summary>
    public virtual GateNeeds Needs(TSettings settings) => GateNeeds.Model | GateNeeds.Training | GateNeeds.Evaluation;

    /// <summary>Measures: a pure function of settings and evidence, except where the machine itself is measured.</summary>
    public abstract TMeasurement Measure(TSettings settings, GateEvidence evidence, CancellationToken cancellationToken);

    /// <summary>Judges what was measured: a pure function.</summary>
    public abstract Judgement Judge(TSettings settings, TMeasurement measurement);

    /// <inheritdoc/>
    public IGate Configure(string name, GateSettings settings) => new Configured(this, name, (TSettings)settings);

    private sealed class Configured(GateKind<TSettings, TMeasurement> kind, string name, TSettings settings) : IGate
    {
        public string Name => name;

        public IGateKind Kind => kind;

        public GateSettings Settings => settings;

        public GateNeeds Needs => kind.Needs(settings);

        public GateResult Judge(GateEvidence evidence, CancellationToken cancellationToken)
        {
            try
            {
                var measured = kind.Measure(settings, evidence.Only(Needs), cancellationToken);
                if (measured.NoData is { } reason) return Nothing(reason);
                if (measured.Samples < settings.MinSamples) return Nothing($"there are {measured.Samples} samples, at least {settings.MinSamples} are asked");
                var (verdict, summary, findings) = kind.Judge(settings, measured);
                return new GateResult(name, verdict, summary, [.. findings.OrderByDescending(f => f.Severity)]);
            }
#pragma warning disable CA1031 // A gate may be anybody's code: what it throws is a check that could not be carried out.
            catch (Exception problem) when (problem is not OperationCanceledException)
#pragma warning restore CA1031
            {
                return GateResult.Error(name, $"The check could not be carried out: {problem.Message.Split(" (Parameter", 2)[0]}");
            }
        }

        private GateResult Nothing(string reason) => new(
            name,
            settings.OnNoData switch { NoData.Fail => Verdict.Fail, NoData.Error => Verdict.Error, _ => Verdict.Hold },
            $"Nothing to judge: {reason}.",
            []);
    }
}
