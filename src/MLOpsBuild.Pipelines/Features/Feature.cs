using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Features;

/// <summary>A feature: a name, a type, and a pure function of a record and of what was known before it.</summary>
/// <typeparam name="TRecord">The typed record that a prediction is asked for.</typeparam>
/// <typeparam name="THistory">What the features remember of earlier events.</typeparam>
/// <param name="Name">The feature's name: the model's input.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Description">One line for a person.</param>
/// <param name="Value">The value for one record; <see cref="Cell.Missing"/> where it is not known.</param>
public sealed record Feature<TRecord, THistory>(string Name, ColumnType Type, string Description, Func<TRecord, THistory, Cell> Value);
