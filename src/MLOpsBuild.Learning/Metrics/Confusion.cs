namespace MLOpsBuild.Learning.Metrics;

/// <summary>How often a threshold was right and wrong.</summary>
/// <param name="TruePositives">Rows of outcome 1 that are called 1.</param>
/// <param name="FalsePositives">Rows of outcome 0 that are called 1.</param>
/// <param name="TrueNegatives">Rows of outcome 0 that are called 0.</param>
/// <param name="FalseNegatives">Rows of outcome 1 that are called 0.</param>
public sealed record Confusion(int TruePositives, int FalsePositives, int TrueNegatives, int FalseNegatives)
{
    /// <summary>The share of 1 among the rows called 1; null when none is.</summary>
    public double? Precision => Share(TruePositives, TruePositives + FalsePositives);

    /// <summary>The share of the rows of outcome 1 that are called 1; null when there are none.</summary>
    public double? Recall => Share(TruePositives, TruePositives + FalseNegatives);

    /// <summary>The same counts as a matrix of the classes 0 and 1, with the measures that follow from it.</summary>
    public ConfusionMatrix Matrix => new([TrueNegatives, FalsePositives, FalseNegatives, TruePositives], 2);

    /// <summary>Counts the rows; a probability of at least <paramref name="threshold"/> calls 1.</summary>
    public static Confusion Of(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, double threshold = 0.5)
    {
        BinaryMetrics.Lengths(predictions, target);
        Span<int> counts = stackalloc int[4];
        for (var i = 0; i < target.Length; i++) counts[(predictions[i] >= threshold ? 2 : 0) + (target[i] == 1 ? 1 : 0)]++;
        return new Confusion(counts[3], counts[2], counts[0], counts[1]);
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
