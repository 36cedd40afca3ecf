namespace MLOpsBuild.Learning;

/// <summary>How a training runs; nothing in here may change the model.</summary>
/// <param name="Threads">At most this many worker threads; at least 1.</param>
/// <param name="Progress">Told of finished iterations; may be null.</param>
public sealed record TrainingOptions(int Threads = 1, IProgress<TrainingProgress>? Progress = null);

/// <summary>One finished iteration.</summary>
public readonly record struct TrainingProgress(int Iteration, int Iterations, double Loss);
