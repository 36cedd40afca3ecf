namespace MLOpsBuild.Serving.Scoring;

/// <summary>One row's answer: finite numbers, one for each output of the model, or why there are none.</summary>
internal readonly record struct ScoredRow(ReadOnlyMemory<double> Scores, string? Error)
{
    /// <summary>The score of a model with one output.</summary>
    public double Score => Scores.Span[0];

    /// <summary>The most probable class, the first of equals.</summary>
    public int Best => Learning.Metrics.MulticlassMetrics.Called(Scores.Span, Scores.Length)[0];
}

/// <summary>The answers to one request, all computed from the history as it was at one moment.</summary>
/// <param name="AsOf">The newest event that was known then; null when there was none.</param>
/// <param name="Rows">One answer per row asked for, in order.</param>
internal sealed record ScoredBatch(DateTime? AsOf, ScoredRow[] Rows)
{
    public int Failed => Rows.Count(row => row.Error is not null);
}
