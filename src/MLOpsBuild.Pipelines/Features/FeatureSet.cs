using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Features;

/// <summary>
/// Base of a model's features. A table is computed by replaying it row by row through the same history that serves online requests, so training and
/// serving cannot disagree.
/// </summary>
/// <typeparam name="TRecord">The typed record that a prediction is asked for.</typeparam>
/// <typeparam name="THistory">What the features remember of earlier events.</typeparam>
public abstract class FeatureSet<TRecord, THistory> : IFeatureSet, IBatchFeatures
{
    /// <inheritdoc/>
    public abstract IReadOnlyList<Field> Inputs { get; }

    /// <inheritdoc/>
    public abstract IReadOnlyList<EventKind> Events { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Field> Features => [.. Definitions.Select(f => new Field(f.Name, f.Type, f.Description, Optional: true))];

    /// <summary>The features, in the order of the model's inputs.</summary>
    protected abstract IReadOnlyList<Feature<TRecord, THistory>> Definitions { get; }

    /// <inheritdoc/>
    public IFeatureHistory NewHistory() => new OnlineHistory(this, NewState());

    /// <inheritdoc/>
    public Table Compute(Table records, IReadOnlyList<Table> before)
    {
        var state = NewState();
        foreach (var earlier in before)
        {
            for (var row = 0; row < earlier.RowCount; row++) Learn(state, earlier, row);
        }

        var rows = new TableBuilder([.. Definitions.Select(f => (f.Name, f.Type))]);
        var inputs = Inputs.Select(field => records[field.Name]).ToArray();
        for (var row = 0; row < records.RowCount; row++)
        {
            var record = ReadRecord([.. inputs.Select(column => column[row])]);
            rows.Add([.. Definitions.Select(feature => feature.Value(record, state))]);
            Learn(state, records, row);
        }

        return rows.Build();
    }

    /// <summary>An empty history.</summary>
    protected abstract THistory NewState();

    /// <summary>Turns the cells of <see cref="Inputs"/> into the typed record.</summary>
    protected abstract TRecord ReadRecord(IReadOnlyList<Cell> cells);

    /// <inheritdoc/>
    public abstract IEnumerable<(string Kind, IReadOnlyList<Cell> Values)> EventsOf(Table records, int row);

    /// <summary>Takes one event in; returns null, or why it was refused.</summary>
    protected abstract string? Apply(THistory history, string kind, IReadOnlyList<Cell> values);

    /// <summary>Why the history cannot serve this record (missing or stale); null when it can.</summary>
    protected abstract string? WhatIsMissing(THistory history, TRecord record);

    /// <summary>The time of the newest event of a history; null when it is empty.</summary>
    protected abstract DateTime? AsOf(THistory history);

    private void Learn(THistory state, Table records, int row)
    {
        foreach (var (kind, values) in EventsOf(records, row))
        {
            if (Apply(state, kind, values) is { } refusal) throw new InvalidDataException($"Row {row + 1} cannot be replayed: {refusal}");
        }
    }

    private sealed class OnlineHistory(FeatureSet<TRecord, THistory> set, THistory state) : IFeatureHistory
    {
        public DateTime? AsOf => set.AsOf(state);

        public string? Apply(string kind, IReadOnlyList<Cell> values) => set.Apply(state, kind, values);

        public FeatureRow Compute(IReadOnlyList<Cell> values)
        {
            var record = set.ReadRecord(values);
            return set.WhatIsMissing(state, record) is { } error
                ? FeatureRow.Failed(error)
                : FeatureRow.Of([.. set.Definitions.Select(feature => feature.Value(record, state))]);
        }
    }
}
