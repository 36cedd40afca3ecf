using MLOpsBuild.Learning;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Gates.Checks;

/// <summary>The settings of <c>latency</c>.</summary>
public sealed record LatencySettings : GateSettings
{
    /// <summary>99 of 100 predictions of one row are done within so many microseconds.</summary>
    public required double P99Microseconds { get; init => field = Within(value, 0.001, 60_000_000, nameof(P99Microseconds)); }

    /// <summary>The model is read from its bytes and has predicted its first row within so many milliseconds; null when that is shown and not judged.</summary>
    public double? ColdStartMilliseconds { get; init => field = value is { } limit ? Within(limit, 0.001, 600_000, nameof(ColdStartMilliseconds)) : null; }

    /// <summary>How many rounds are measured, from 3. Default 5.</summary>
    public int Rounds { get; init => field = Within(value, 3, 101, nameof(Rounds)); } = 5;

    /// <summary>Predictions a round, from 100. Default 1000.</summary>
    public int Calls { get; init => field = Within(value, 100, 1_000_000, nameof(Calls)); } = 1000;
}

/// <summary>How long predictions of one row take.</summary>
/// <param name="P99Microseconds">The time within which 99 of 100 were done, of each round, ascending.</param>
/// <param name="MedianMicroseconds">The median of all rounds' medians.</param>
/// <param name="ColdStartMilliseconds">Reading the model from its bytes and predicting one row, of each round, ascending.</param>
/// <param name="MachineClass">Where.</param>
/// <param name="Samples">Predictions in all.</param>
/// <param name="NoData">Why nothing was measured; null when it was.</param>
public sealed record LatencyMeasurement(
    IReadOnlyList<double> P99Microseconds,
    double MedianMicroseconds,
    IReadOnlyList<double> ColdStartMilliseconds,
    string MachineClass,
    int Samples,
    string? NoData) : IGateMeasurement;

/// <summary>
/// <c>latency</c>: the model within this process, one row at a time, and the time until it first answers. The start of the process is not in it.
/// Rounds that disagree mean that the machine was busy with something else, and hold.
/// </summary>
public sealed class LatencyGate : GateKind<LatencySettings, LatencyMeasurement>
{
    // Code is compiled better once it has run often; what a server does is the latter.
    private const int WarmUpCalls = 500;
    private const int MostRows = 256;

    // Rounds farther apart than this were not measured on a quiet machine.
    private const double QuietSpread = 2;

    /// <inheritdoc/>
    public override string Kind => "latency";

    /// <inheritdoc/>
    public override string Help => "Times predictions of one row within the process, on this machine. Fewer or shallower trees and fewer inputs are faster; when rounds disagree, run it again on a quiet machine.";

    /// <inheritdoc/>
    public override GateNeeds Needs(LatencySettings settings) => GateNeeds.Model | GateNeeds.Evaluation | GateNeeds.Machine;

    /// <inheritdoc/>
    public override LatencyMeasurement Measure(LatencySettings settings, GateEvidence evidence, CancellationToken cancellationToken)
    {
        var (features, surroundings) = (evidence.Evaluation.Features, evidence.Surroundings);
        if (features.RowCount == 0) return new LatencyMeasurement([], 0, [], surroundings.MachineClass, 0, "there is no row to predict");
        var count = Math.Min(MostRows, features.RowCount);
        Table[] rows = [.. Enumerable.Range(0, count).Select(i => features.Take([(int)((long)i * features.RowCount / count)]))];
        var starts = new double[settings.Rounds];
        var rounds = new (double P99, double Median)[settings.Rounds];
        for (var round = 0; round < rounds.Length; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            starts[round] = ColdStart(evidence, rows[round % count]);
            for (var call = 0; round == 0 && call < WarmUpCalls; call++) evidence.Model.Predict(rows[call % count]);
            rounds[round] = Round(evidence.Model, rows, settings.Calls, surroundings.Clock);
        }

        return new LatencyMeasurement([.. rounds.Select(r => r.P99).Order()], rounds.Select(r => r.Median).Order().ElementAt(rounds.Length / 2), [.. starts.Order()], surroundings.MachineClass, settings.Rounds * settings.Calls, null);
    }

    /// <inheritdoc/>
    public override Judgement Judge(LatencySettings settings, LatencyMeasurement measurement)
    {
        var (p99, starts) = (measurement.P99Microseconds, measurement.ColdStartMilliseconds);
        var warm = Of(p99, settings.P99Microseconds);
        var cold = settings.ColdStartMilliseconds is { } limit ? Of(starts, limit) : Verdict.Pass;
        var verdict = Limits.Worst([warm, cold]);
        var found = $"99 % of predictions of one row take at most {Short(Middle(p99))} µs, allowed are {Limits.Text(settings.P99Microseconds)} µs; the first answer comes after {Short(Middle(starts))} ms"
            + $"{(settings.ColdStartMilliseconds is { } most ? $", allowed are {Limits.Text(most)} ms" : "")} ({measurement.MachineClass}).";
        return new Judgement(
            verdict,
            verdict == Verdict.Hold ? $"{found} The rounds disagree: the machine was too busy to tell." : found,
            new Finding(Limits.Weight(warm), "p99", $"By round: {string.Join(", ", p99.Select(Short))} µs; the median prediction takes {Short(measurement.MedianMicroseconds)} µs.", measurement.MachineClass),
            new Finding(Limits.Weight(cold), "cold-start", $"By round: {string.Join(", ", starts.Select(Short))} ms from the model's bytes to its first prediction.", measurement.MachineClass));
    }

    // What else a machine does can only make it slower: most rounds within the limit say enough, all rounds over it only when they agree.
    private static Verdict Of(IReadOnlyList<double> ascending, double limit)
    {
        var over = ascending.Count(time => time > limit);
        if (over * 2 < ascending.Count) return Verdict.Pass;
        return over == ascending.Count && ascending[^1] <= QuietSpread * ascending[0] ? Verdict.Fail : Verdict.Hold;
    }

    private static double Middle(IReadOnlyList<double> ascending) => ascending[ascending.Count / 2];

    private static string Short(double time) => Limits.Text(Math.Round(time, 1));

    private static double ColdStart(GateEvidence evidence, Table row)
    {
        var clock = evidence.Surroundings.Clock;
        var began = clock.GetTimestamp();
        evidence.LoadModel().Predict(row);
        return clock.GetElapsedTime(began).TotalMilliseconds;
    }

    private static (double P99, double Median) Round(ITrainedModel model, Table[] rows, int calls, TimeProvider clock)
    {
        var times = new double[calls];
        for (var call = 0; call < calls; call++)
        {
            var began = clock.GetTimestamp();
            model.Predict(rows[call % rows.Length]);
            times[call] = clock.GetElapsedTime(began).TotalMicroseconds;
        }

        Array.Sort(times);
        return (times[Math.Min(calls - 1, (int)Math.Ceiling(0.99 * calls) - 1)], times[calls / 2]);
    }
}
