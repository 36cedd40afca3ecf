using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning;

/// <summary>What a trainer learns from: feature columns (numbers, integers or texts) and one target number a row. All of it decides the model.</summary>
/// <param name="Features">The columns that the model will be given at prediction, and no others.</param>
/// <param name="Target">One value a row, without missing ones: see <see cref="LearningTask"/>; empty for tasks that have no target.</param>
public sealed record TrainingSet(Table Features, double[] Target)
{
    /// <summary>How much each row counts, finite and not negative; null when all count 1.</summary>
    public double[]? Weights { get; init; }

    /// <summary>
    /// The group of each row; null where rows are independent. A <see cref="LearningTask.Ranking"/> needs them, the rows of a group one after another. In every task, what a row must
    /// learn from other rows (target encoding, stacking) it learns from those of other groups.
    /// </summary>
    public int[]? Groups { get; init; }

    /// <summary>The names of the classes whose numbers the target holds; empty where they have none.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Rows that are not learned from, on which a method that iterates may decide when to stop; null for none.</summary>
    public TrainingSet? Validation { get; init; }

    /// <summary>The model to go on from, of the same format, task and inputs; null to begin anew.</summary>
    public ITrainedModel? Start { get; init; }
}
