using MLOpsBuild.Learning;

namespace MLOpsBuild.Pipelines.Gates;

/// <summary>Where gates' evidence comes from. Each part is fetched when a gate first asks for it.</summary>
public interface IGateSources
{
    /// <summary>The trained model, read from its bytes anew.</summary>
    ITrainedModel Model();

    /// <summary>The size of the model's bytes.</summary>
    long ModelBytes();

    /// <summary>The rows that it was trained on; no predictions.</summary>
    GateRows Training();

    /// <summary>The rows that it was measured on, with its predictions.</summary>
    GateRows Evaluation();

    /// <summary>The size of the model package with all its layers.</summary>
    long PackageBytes();

    /// <summary>Evaluation rows through the serving path of the package, at most so many.</summary>
    ServingReplay Replay(int rows, CancellationToken cancellationToken);

    /// <summary>The verdict of the data's contract.</summary>
    JudgedRows Validation();

    /// <summary>The verdict on drift between training and evaluation rows.</summary>
    JudgedRows Drift();
}

/// <summary>What gates may look at; a part that a gate's needs do not name throws when it is asked for.</summary>
/// <param name="sources">Where it comes from.</param>
/// <param name="settings">What does not depend on the pipeline.</param>
public sealed class GateEvidence(IGateSources sources, GateSurroundings settings)
{
    private readonly Lazy<ITrainedModel> _model = new(sources.Model);
    private readonly Lazy<GateRows> _training = new(sources.Training);
    private readonly Lazy<GateRows> _evaluation = new(sources.Evaluation);
    private readonly GateNeeds? _allowed;

    private GateEvidence(GateEvidence all, GateNeeds allowed)
        : this(all.Sources, all.Surroundings) =>
        (_model, _training, _evaluation, _allowed) = (all._model, all._training, all._evaluation, allowed);

    /// <summary>The trained model.</summary>
    public ITrainedModel Model => Allowed(GateNeeds.Model, _model);

    /// <summary>The rows that it was trained on; without predictions.</summary>
    public GateRows Training => Allowed(GateNeeds.Training, _training);

    /// <summary>The rows that it was measured on, with its predictions.</summary>
    public GateRows Evaluation => Allowed(GateNeeds.Evaluation, _evaluation);

    /// <summary>Reads the model from its bytes anew: what a server does when it starts.</summary>
    public ITrainedModel LoadModel() => Allowed(GateNeeds.Model, Sources.Model);

    /// <summary>The size of the model's bytes.</summary>
    public long ModelBytes => Allowed(GateNeeds.Model, Sources.ModelBytes);

    /// <summary>The size of the model package with all its layers.</summary>
    public long PackageBytes => Allowed(GateNeeds.Package, Sources.PackageBytes);

    /// <summary>The verdict of the data's contract.</summary>
    public JudgedRows Validation => Allowed(GateNeeds.Validation, Sources.Validation);

    /// <summary>The verdict on drift between training and evaluation rows.</summary>
    public JudgedRows Drift => Allowed(GateNeeds.Drift, Sources.Drift);

    /// <summary>What does not depend on the pipeline.</summary>
    public GateSurroundings Surroundings { get; } = settings;

    private IGateSources Sources { get; } = sources;

    /// <summary>Evaluation rows through the serving path of the package, at most so many.</summary>
    public ServingReplay Replay(int rows, CancellationToken cancellationToken) => Allowed(GateNeeds.Package, () => Sources.Replay(rows, cancellationToken));

    /// <summary>The same, of which only some parts are there.</summary>
    internal GateEvidence Only(GateNeeds needs) => new(this, needs);

    private T Allowed<T>(GateNeeds part, Lazy<T> value) => Allowed(part, () => value.Value);

    private T Allowed<T>(GateNeeds part, Func<T> value) => _allowed is not { } allowed || allowed.HasFlag(part)
        ? value()
        : throw new InvalidOperationException($"the gate looks at {part}, which its needs ({allowed}) do not name.");
}

/// <summary>Where a gate judges.</summary>
/// <param name="Clock">Measures durations; nothing else may depend on it.</param>
/// <param name="MachineClass">Architecture and cores.</param>
/// <param name="Threads">Worker threads; no result depends on them.</param>
public sealed record GateSurroundings(TimeProvider Clock, string MachineClass, int Threads);
