using MLOpsBuild.Learning.Explanation;
using MLOpsBuild.Serving.Histories;
using MLOpsBuild.Serving.Requests;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Scoring;

/// <summary>A served model with the history that its features look back on. Swapped as a whole, in one write.</summary>
internal sealed class ModelInService(ServedModel model, HistoryOwner history)
{
    private const int MostNumbers = 1_000_000;

    // Made when it is first asked for: most servers never explain.
    private readonly Lazy<(MarginExplainer? Explainer, string? WhyNot)> _explainer = new(() => Prepare(model.Model));

    public ServedModel Model { get; } = model;

    public HistoryOwner History { get; } = history;

    public RecordReader Inputs { get; } = new(model.Features.Inputs);

    /// <summary>Explains the served model; null when it is none that can be explained, and <see cref="WhyUnexplained"/> says why.</summary>
    public MarginExplainer? Explainer => _explainer.Value.Explainer;

    /// <summary>Why there is no <see cref="Explainer"/>; null when there is.</summary>
    public string? WhyUnexplained => _explainer.Value.WhyNot;

    /// <summary>The most rows of an explanation, which has a number for each input and output.</summary>
    public int MostExplained(int allowed) => Math.Clamp(MostNumbers / (Model.Model.Outputs * Math.Max(1, Model.Features.Features.Count)), 1, allowed);

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

    /// <summary>Scores rows and says what each feature adds; the place of a row's explanation is −1 where it has none.</summary>
    public (ScoredBatch Batch, MarginExplanation? Explanation, int[] Places) Explain(IReadOnlyList<Cell[]> rows)
    {
        var (features, asOf) = History.Compute(rows);
        var scored = Array.ConvertAll(features, row => Failed(row.Error ?? "The row has no features."));
        var places = new int[rows.Count];
        var usable = new List<IReadOnlyList<Cell>>(rows.Count);
        for (var i = 0; i < features.Length; i++)
        {
            places[i] = features[i].Values is null ? -1 : usable.Count;
            if (features[i].Values is not { } values) continue;
            usable.Add(values);
            scored[i] = default;
        }

        if (usable.Count == 0) return (new ScoredBatch(asOf, scored), null, places);
        Predict(usable, scored);
        return (new ScoredBatch(asOf, scored), Explainer!.Explain(CellColumns.ToTable(Model.Features.Features, usable)), places);
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

    private static (MarginExplainer? Explainer, string? WhyNot) Prepare(Learning.ITrainedModel model)
    {
        try
        {
            return (MarginExplainer.Of(model), null);
        }
        catch (ArgumentException unfit)
        {
            return (null, unfit.Message.Split(" (Parameter", 2)[0]);
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
