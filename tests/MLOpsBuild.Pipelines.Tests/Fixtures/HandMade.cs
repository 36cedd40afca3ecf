using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Fixtures;

/// <summary>Evidence written by hand; what a test does not give throws when a gate asks for it.</summary>
internal sealed class HandMade : IGateSources
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    public LearningTask Task { get; init; } = LearningTask.Binary;

    public GateRows? TrainingRows { get; init; }

    public GateRows? EvaluationRows { get; init; }

    public long Bytes { get; init; }

    public JudgedRows? Judged { get; init; }

    public ServingReplay? Replayed { get; init; }

    public int ModelsLoaded { get; private set; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public int Threads { get; init; } = 1;

    public GateEvidence Evidence => new(this, new GateSurroundings(Clock, "x64, 2 cores", Threads));

    /// <summary>Rows an hour apart from a day of January 2024 on, so many a block.</summary>
    public static GateRows Rows(Table features, double[] target, double[]? predictions = null, int perBlock = 1, int fromDay = 0) => new(
        features,
        target,
        [.. Enumerable.Range(0, target.Length).Select(i => Start.AddDays(fromDay).AddHours(i))],
        [.. Enumerable.Range(0, target.Length).Select(i => i / perBlock)])
    { Predictions = predictions ?? [] };

    public static Table Numbers(string name, params double[] values) => new([new NumberColumn(name, values)]);

    public GateResult Judge(IGateKind kind, GateSettings settings) => kind.Configure("check", settings).Judge(Evidence, TestContext.Current.CancellationToken);

    public ITrainedModel Model()
    {
        ModelsLoaded++;
        return new PriorModel(Task).Train(new TrainingSet(Numbers("x", 1, 2), [0, 1]), new TrainingOptions(), CancellationToken.None);
    }

    public long ModelBytes() => Bytes;

    public GateRows Training() => Given(TrainingRows);

    public GateRows Evaluation() => Given(EvaluationRows);

    public long PackageBytes() => 10 * Bytes;

    public ServingReplay Replay(int rows, CancellationToken cancellationToken) => Given(Replayed);

    public JudgedRows Validation() => Given(Judged);

    public JudgedRows Drift() => Given(Judged);

    private static T Given<T>(T? value) => value ?? throw new InvalidOperationException("the test gives no such evidence");
}
