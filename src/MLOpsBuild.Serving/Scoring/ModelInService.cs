using MLOpsBuild.Serving.Histories;
using MLOpsBuild.Serving.Requests;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Scoring;

/// <summary>A served model with the history that its features look back on. Swapped as a whole, in one write.</summary>
internal sealed class ModelInService(ServedModel model, HistoryOwner history)
{
    public ServedModel Model { get; } = model;

    public HistoryOwner History { get; } = history;

    public RecordReader Inputs { get; } = new(model.Features.Inputs);

    /// <summary>Scores rows; those whose features cannot be computed get an error and never reach the model.</summary>
    public ScoredBatch Score(IReadOnlyList<Cell[]> rows)
    {
        var (features, asOf) = History.Compute(rows);
        var scored = new ScoredRow[rows.Count];
        var usable = new List<IReadOnlyList<Cell>>(rows.Count);
        for (var i = 0; i < features.Length; i++)
        {
            if (features[i].Values is { } values) usable.Add(values);
            else scored[i] = new ScoredRow(0, features[i].Error ?? "The row has no features.");
        }

        if (usable.Count > 0) Predict(usable, scored);
        return new ScoredBatch(asOf, scored);
    }

    private void Predict(List<IReadOnlyList<Cell>> usable, ScoredRow[] scored)
    {
        var scores = Model.Model.Predict(CellColumns.ToTable(Model.Features.Features, usable));
        if (scores.Length != usable.Count) throw new InvalidOperationException($"The model gave {scores.Length} scores for {usable.Count} rows.");
        var next = 0;
        for (var i = 0; i < scored.Length; i++)
        {
            if (scored[i].Error is not null) continue;
            var score = scores[next++];
            scored[i] = double.IsFinite(score) ? new ScoredRow(score, null) : new ScoredRow(0, "The model gave no finite score.");
        }
    }
}
