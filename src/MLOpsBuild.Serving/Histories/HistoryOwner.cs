using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Histories;

/// <summary>Owns one history and lets one caller at a time at it.</summary>
internal sealed class HistoryOwner(IFeatureHistory history)
{
    private readonly Lock _gate = new();

    public DateTime? AsOf
    {
        get
        {
            lock (_gate) return history.AsOf;
        }
    }

    /// <summary>Takes one event in; null, or why it was refused.</summary>
    public string? Apply(string kind, IReadOnlyList<Cell> values)
    {
        lock (_gate) return history.Apply(kind, values);
    }

    /// <summary>The features of all rows at one moment: no event comes between two rows of a request.</summary>
    public (FeatureRow[] Rows, DateTime? AsOf) Compute(IReadOnlyList<Cell[]> rows)
    {
        var computed = new FeatureRow[rows.Count];
        lock (_gate)
        {
            for (var i = 0; i < computed.Length; i++) computed[i] = history.Compute(rows[i]);
            return (computed, history.AsOf);
        }
    }
}
