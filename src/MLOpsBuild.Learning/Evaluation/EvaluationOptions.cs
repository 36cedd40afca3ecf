using MLOpsBuild.Learning.Metrics;

namespace MLOpsBuild.Learning.Evaluation;

/// <summary>How to evaluate. Every value is checked when it is set.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Chooses the resamples. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>The number of resamples behind an interval, 1 to 1 000 000. Default 1000.</summary>
    public int Replicates { get; init => field = Check.Within(value, 1, 1_000_000, nameof(Replicates)); } = 1000;

    /// <summary>At most this many threads; the result is the same for any number. Default: one per processor.</summary>
    public int Threads { get; init => field = Check.Within(value, 1, int.MaxValue, nameof(Threads)); } = Environment.ProcessorCount;

    /// <summary>The share of an interval, 0.5 to 0.999. Default 0.95.</summary>
    public double Level { get; init => field = Check.Within(value, 0.5, 0.999, nameof(Level)); } = 0.95;

    /// <summary>The probability from which a row is called 1. Default 0.5.</summary>
    public double Threshold { get; init => field = Check.Within(value, 0, 1, nameof(Threshold)); } = 0.5;

    /// <summary>The number of bins of the calibration error and the reliability diagram. Default 10.</summary>
    public int CalibrationBins { get; init => field = Check.Within(value, 1, 1000, nameof(CalibrationBins)); } = 10;

    /// <summary>The names of the metrics, from <see cref="MetricNames.All"/> of the task; null for those of <see cref="MetricNames.Of"/>. Default null.</summary>
    public IReadOnlyList<string>? Metrics { get; init; }

    /// <summary>The quantile of the pinball loss, 0.001 to 0.999. Default 0.5.</summary>
    public double Quantile { get; init => field = Check.Within(value, 0.001, 0.999, nameof(Quantile)); } = 0.5;

    /// <summary>How many places of a ranking count in NDCG, from 1. Default 10.</summary>
    public int RankingPlaces { get; init => field = Check.Within(value, 1, int.MaxValue, nameof(RankingPlaces)); } = TaskMetrics.RankingPlaces;

    /// <summary>What a relevance is worth in NDCG. Default linear.</summary>
    public RankingGain RankingGain { get; init; }
}
