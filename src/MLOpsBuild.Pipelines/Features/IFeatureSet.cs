using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Features;

/// <summary>A named, typed field of a record or event, or a named, typed feature.</summary>
/// <param name="Name">Unique in its list.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Description">One line for a person.</param>
/// <param name="Optional">True when it may be missing.</param>
public sealed record Field(string Name, ColumnType Type, string Description, bool Optional = false);

/// <summary>A kind of event that brings history up to date.</summary>
/// <param name="Kind">Its name, as in <c>POST /events/{kind}</c>.</param>
/// <param name="Fields">What each event must carry.</param>
public sealed record EventKind(string Kind, IReadOnlyList<Field> Fields);

/// <summary>
/// The features of one model: the same code computes them for a whole table in training and row by row in serving.
/// The package names the implementing type; it needs a parameterless constructor.
/// </summary>
public interface IFeatureSet
{
    /// <summary>What a record to predict for must carry.</summary>
    IReadOnlyList<Field> Inputs { get; }

    /// <summary>The features, in the order of the model's inputs.</summary>
    IReadOnlyList<Field> Features { get; }

    /// <summary>The events that keep a history up to date; empty when no feature looks back.</summary>
    IReadOnlyList<EventKind> Events { get; }

    /// <summary>An empty history.</summary>
    IFeatureHistory NewHistory();
}

/// <summary>What features that look back have seen so far. Not thread-safe: its owner serialises access.</summary>
public interface IFeatureHistory
{
    /// <summary>The time of the newest event; null before the first one.</summary>
    DateTime? AsOf { get; }

    /// <summary>Takes one event in. <paramref name="values"/> has one cell per field of the kind, in order, already typed.</summary>
    /// <returns>Null when taken; else why the event was refused (for example: it is older than what is already known).</returns>
    string? Apply(string kind, IReadOnlyList<Cell> values);

    /// <summary>The features of one record. <paramref name="values"/> has one cell per input field, in order, already typed.</summary>
    FeatureRow Compute(IReadOnlyList<Cell> values);
}

/// <summary>One row's features, or why there are none: history that is missing or stale is an error, never a zero.</summary>
public sealed record FeatureRow
{
    private FeatureRow(IReadOnlyList<Cell>? values, string? error) => (Values, Error) = (values, error);

    /// <summary>One cell per feature, in order; null when there is an error.</summary>
    public IReadOnlyList<Cell>? Values { get; }

    /// <summary>Why the row has no features; null when it has.</summary>
    public string? Error { get; }

    /// <summary>A row with features.</summary>
    public static FeatureRow Of(IReadOnlyList<Cell> values) => new(values, null);

    /// <summary>A row that cannot be computed.</summary>
    public static FeatureRow Failed(string error) => new(null, error);
}
