using MLOpsBuild.Serving.Histories;
using MLOpsBuild.Serving.Requests;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Scoring;

/// <summary>A served model with the history that its features look back on. Swapped as a whole, in one write.</summary>
internal sealed class ModelInService(ServedModel model, HistoryOwner history)
{
    private const int MostNumbers = 1_000_000;

    public ServedModel Model { get; } = model;

    public HistoryOwner History { get; } = history;

    public RecordReader Inputs { get; } = new(model.Features.Inputs);

    /// <summary>The most rows of a request: what the server allows, and fewer where each has very many classes, so that answers stay bounded.</summary>
    public int MostRows(int allowed) => Math.Clamp(MostNumbers / Model.Model.Outputs, 1, allowed);

    /// <summary>Scores rows; those whose features cannot be computed get an error and never reach the model.</summary>
    public ScoredBatch Score(IReadOnlyList<Cell[]> rows)
    {
        var (features, asOf) = History.Compute(rows);
        var scored = new ScoredRow[rows.Count];
        var usable = new List<IReadOnlyList<Cell>>(rows.Count);
        for (var i = 0; i < features.Length; i++)
        {
            if (features[i].Values is { } values) usable.Add(values);
            else scored[i] = Failed(features[i].Error ?? "The row has no features.");
        }

        if (usable.Count > 0) Predict(usable, scored);
        return new ScoredBatch(asOf, scored);
    }

    private void Predict(List<IReadOnlyList<Cell>> usable, ScoredRow[] scored)
    {
        var outputs = Model.Model.Outputs;
        var scores = Model.Model.Predict(CellColumns.ToTable(Model.Features.Features, usable));
        if (scores.Length != usable.Count * outputs) throw new InvalidOperationException($"The model gave {scores.Length} scores for {usable.Count} rows of {outputs}.");
        var next = 0;
        for (var i = 0; i < scored.Length; i++)
        {
            if (scored[i].Error is not null) continue;
            var row = scores.AsMemory(outputs * next++, outputs);
            scored[i] = AreFinite(row.Span) ? new ScoredRow(row, null) : Failed("The model gave no finite score.");
        }
    }

    private static ScoredRow Failed(string error) => new(default, error);

    private static bool AreFinite(ReadOnlySpan<double> scores)
    {
        foreach (var score in scores)
        {
            if (!double.IsFinite(score)) return false;
        }

        return true;
    }
}
