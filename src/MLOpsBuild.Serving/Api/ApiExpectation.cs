using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Api;

/// <summary>What a running server must do to serve a model as it was measured offline.</summary>
public sealed record ApiExpectation
{
    /// <summary>The model's name in the path.</summary>
    public required string Model { get; init; }

    /// <summary>The model's version in the path.</summary>
    public required string Version { get; init; }

    /// <summary>What a record carries.</summary>
    public required IReadOnlyList<Field> Inputs { get; init; }

    /// <summary>The kinds of events; empty when no feature looks back.</summary>
    public IReadOnlyList<EventKind> Events { get; init; } = [];

    /// <summary>Events to post and rows to ask for, in order. Without a row that has a score the suite decides nothing.</summary>
    public required IReadOnlyList<ApiStep> Steps { get; init; }

    /// <summary>The names of the classes in the order of the model's outputs; empty when a row has one score.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The server's bound on bodies, in bytes; null leaves it untried.</summary>
    public int? MaxBodyBytes { get; init; }
}

/// <summary>One step of the suite against the server.</summary>
public abstract record ApiStep;

/// <summary>Posts events, all of which must be accepted.</summary>
/// <param name="Kind">One of the expectation's kinds.</param>
/// <param name="Events">One cell per field of the kind, in order.</param>
public sealed record ApiEvents(string Kind, IReadOnlyList<IReadOnlyList<Cell>> Events) : ApiStep;

/// <summary>Asks for rows over both endpoints.</summary>
/// <param name="Rows">The rows with their offline predictions.</param>
public sealed record ApiRows(IReadOnlyList<ApiRow> Rows) : ApiStep;

/// <summary>One row.</summary>
/// <param name="Values">One cell per input field, in order.</param>
/// <param name="Scores">The offline prediction, met to the last bit: one number, or one probability a class; null when the row must be an error, as without history.</param>
public sealed record ApiRow(IReadOnlyList<Cell> Values, IReadOnlyList<double>? Scores);
