using MLOpsBuild.Learning.Trees;

namespace FlightDelay;

/// <summary>The settings of <c>parameters.json</c>.</summary>
/// <param name="TrainingWindow">From 15 January: the two weeks before only warm the history up.</param>
/// <param name="EvaluationWindow">The newest locked month.</param>
/// <param name="Train">The trees.</param>
public sealed record FlightDelayParameters(string TrainingWindow, string EvaluationWindow, BoostedTreesOptions Train);
