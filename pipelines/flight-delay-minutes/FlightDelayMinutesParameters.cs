namespace FlightDelayMinutes;

/// <summary>The settings of <c>parameters.json</c>.</summary>
/// <param name="TrainingWindow">From 15 January: the two weeks before only warm the history up.</param>
/// <param name="EvaluationWindow">The newest locked month.</param>
/// <param name="Ridge">The penalty on squared weights of standardised inputs; above 0.</param>
public sealed record FlightDelayMinutesParameters(string TrainingWindow, string EvaluationWindow, int Ridge);
