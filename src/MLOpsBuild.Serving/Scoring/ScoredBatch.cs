namespace MLOpsBuild.Serving.Scoring;

/// <summary>One row's answer: a finite score, or why there is none.</summary>
internal readonly record struct ScoredRow(double Score, string? Error);

/// <summary>The answers to one request, all computed from the history as it was at one moment.</summary>
/// <param name="AsOf">The newest event that was known then; null when there was none.</param>
/// <param name="Rows">One answer per row asked for, in order.</param>
internal sealed record ScoredBatch(DateTime? AsOf, ScoredRow[] Rows)
{
    public int Failed => Rows.Count(row => row.Error is not null);
}
