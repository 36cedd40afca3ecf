using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Gates.Checks;

/// <summary>What calibration is measured by.</summary>
public enum CalibrationFigure
{
    /// <summary>The expected calibration error: the mean distance of predicted and observed rate over the bins, as their rows count.</summary>
    Ece,

    /// <summary>The greatest distance of any bin that has enough rows.</summary>
    MaxGap,
}

/// <summary>The settings of <c>calibration</c>.</summary>
public sealed record CalibrationSettings : GateSettings
{
    /// <summary>What is limited. Default: the expected calibration error.</summary>
    public CalibrationFigure Figure { get; init; }

    /// <summary>At most this, above 0 and at most 1.</summary>
    public required double Max { get; init => field = Within(value, 1e-9, 1, nameof(Max)); }

    /// <summary>The number of equally wide bins. Default 10.</summary>
    public int Bins { get; init => field = Within(value, 1, 1000, nameof(Bins)); } = 10;

    /// <summary>For the greatest gap: bins with fewer rows are shown and not judged. Default 100.</summary>
    public int MinBinRows { get; init => field = Within(value, 1, int.MaxValue, nameof(MinBinRows)); } = 100;

    /// <summary>Resamples behind the interval. Default 1000.</summary>
    public int Replicates { get; init => field = Within(value, 100, 1_000_000, nameof(Replicates)); } = 1000;

    /// <summary>Chooses the resamples. Default 0.</summary>
    public ulong Seed { get; init; }
}

/// <summary>How far predicted from observed rates are.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Interval">Its interval by blocks; null with fewer than two blocks.</param>
/// <param name="Bins">The reliability diagram.</param>
/// <param name="Samples">The rows.</param>
/// <param name="NoData">Why there is nothing to judge; null when there is.</param>
public sealed record CalibrationMeasurement(double? Value, Interval? Interval, IReadOnlyList<CalibrationBin> Bins, int Samples, string? NoData) : IGateMeasurement;

/// <summary><c>calibration</c>: whether rows that get a probability come true that often.</summary>
/// <remarks>Both figures are absolute distances, so a resample is rather too far than too near, and the interval lies above rather than below: the gate errs towards hold.</remarks>
public sealed class CalibrationGate : GateKind<CalibrationSettings, CalibrationMeasurement>
{
    /// <inheritdoc/>
    public override string Kind => "calibration";

    /// <inheritdoc/>
    public override string Help => "Holds predicted probabilities against observed rates. Look at the bins that are off; fewer or weaker iterations, or training rows nearer in time, are the usual ways.";

    /// <inheritdoc/>
    public override GateNeeds Needs(CalibrationSettings settings) => GateNeeds.Model | GateNeeds.Evaluation;

    /// <inheritdoc/>
    public override CalibrationMeasurement Measure(CalibrationSettings settings, GateEvidence evidence, CancellationToken cancellationToken)
    {
        if (evidence.Model.Task != LearningTask.Binary) throw new ArgumentException($"calibration is measured of the probability of one outcome; this model's task is {evidence.Model.Task}.");
        var rows = evidence.Evaluation;
        var bins = Calibration.Bins(rows.Predictions, rows.Target, settings.Bins);
        if (rows.Count == 0) return new CalibrationMeasurement(null, null, bins, 0, "there are no rows");
        return settings.Figure == CalibrationFigure.Ece ? Ece(settings, rows, bins, evidence.Surroundings.Threads) : MaxGap(settings, rows, bins, evidence.Surroundings.Threads);
    }

    /// <inheritdoc/>
    public override Judgement Judge(CalibrationSettings settings, CalibrationMeasurement measurement)
    {
        var verdict = Limits.AtMost(measurement.Interval, settings.Max);
        var figure = settings.Figure == CalibrationFigure.Ece ? "The expected calibration error" : "The greatest gap of a bin";
        return new Judgement(
            verdict,
            $"{figure} is {Limits.Text(measurement.Value, measurement.Interval)}, {Limits.Says(verdict, $"at most {Limits.Text(settings.Max)}")}.",
            [.. measurement.Bins.Where(b => b.Count > 0).Select(b => new Finding(Severity.Info, "bin", $"{b.Count} rows, predicted {Limits.Text(b.MeanPrediction)}, observed {Limits.Text(b.ObservedRate)}.", $"{Limits.Text(b.From)} to {Limits.Text(b.To)}"))]);
    }

    private static CalibrationMeasurement Ece(CalibrationSettings settings, GateRows rows, IReadOnlyList<CalibrationBin> bins, int threads)
    {
        var options = new EvaluationOptions { Metrics = [MetricNames.Ece], CalibrationBins = settings.Bins, Replicates = settings.Replicates, Seed = settings.Seed, Threads = threads };
        var ece = Evaluator.Evaluate(new EvaluationRows(LearningTask.Binary, rows.Predictions, rows.Target, rows.Blocks), options).Metrics[MetricNames.Ece];
        return new CalibrationMeasurement(ece.Value, ece is { Low: { } low, High: { } high } ? new Interval(low, high) : null, bins, rows.Count, null);
    }

    private static CalibrationMeasurement MaxGap(CalibrationSettings settings, GateRows rows, IReadOnlyList<CalibrationBin> bins, int threads)
    {
        int[] judged = [.. Enumerable.Range(0, bins.Count).Where(bin => bins[bin].Count >= settings.MinBinRows)];
        if (judged.Length == 0) return new CalibrationMeasurement(null, null, bins, rows.Count, $"no bin has {settings.MinBinRows} rows");
        var blocks = BlockIndex.Of(rows.Blocks);
        var sums = new BinSums(rows, blocks, bins.Count);
        var once = Enumerable.Repeat(1, blocks.Count).ToArray();
        var drawn = blocks.Count < 2 ? null : BlockBootstrap.Of(
            blocks.Count, new BootstrapOptions { Replicates = settings.Replicates, Seed = settings.Seed, Threads = threads }, weights => sums.Greatest(judged, weights));
        return new CalibrationMeasurement(sums.Greatest(judged, once), drawn?.Interval(), bins, rows.Count, null);
    }

    /// <summary>Rows, and predicted less observed, by block and bin: so that a resample costs little.</summary>
    private sealed class BinSums
    {
        private readonly int _bins;
        private readonly double[] _excess;
        private readonly int[] _rows;

        public BinSums(GateRows rows, BlockIndex blocks, int bins)
        {
            _bins = bins;
            _excess = new double[blocks.Count * bins];
            _rows = new int[blocks.Count * bins];
            for (var row = 0; row < rows.Count; row++)
            {
                var at = (blocks.BlockOfRow[row] * bins) + Math.Clamp((int)(rows.Predictions[row] * bins), 0, bins - 1);
                _excess[at] += rows.Predictions[row] - rows.Target[row];
                _rows[at]++;
            }
        }

        public double? Greatest(int[] judged, ReadOnlySpan<int> weights)
        {
            double? greatest = null;
            foreach (var bin in judged)
            {
                var (excess, rows) = (0.0, 0L);
                for (var block = 0; block < weights.Length; block++)
                {
                    excess += weights[block] * _excess[(block * _bins) + bin];
                    rows += (long)weights[block] * _rows[(block * _bins) + bin];
                }

                if (rows > 0) greatest = Math.Max(greatest ?? 0, Math.Abs(excess) / rows);
            }

            return greatest;
        }
    }
}
