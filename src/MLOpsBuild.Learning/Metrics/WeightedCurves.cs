namespace MLOpsBuild.Learning.Metrics;

/// <summary>Areas under curves where rows count differently.</summary>
internal static class WeightedCurves
{
    public static double? Auc(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, ReadOnlySpan<double> weights) => Auc(Ties(predictions, target, weights));

    /// <summary>The area under the curve of the weights of ones and zeros at each score, ascending.</summary>
    public static double? Auc(List<(double Ones, double Zeros)> ties)
    {
        double pairs = 0, ones = 0, zeros = 0;
        foreach (var (tiedOnes, tiedZeros) in ties)
        {
            pairs += tiedOnes * (zeros + tiedZeros / 2);
            ones += tiedOnes;
            zeros += tiedZeros;
        }

        return ones > 0 && zeros > 0 ? pairs / (ones * zeros) : null;
    }

    public static double? AveragePrecision(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, ReadOnlySpan<double> weights) =>
        AveragePrecision(Ties(predictions, target, weights));

    /// <summary>The average precision of the weights of ones and zeros at each score, ascending.</summary>
    public static double? AveragePrecision(List<(double Ones, double Zeros)> ties)
    {
        double sum = 0, ones = 0, called = 0;
        foreach (var (tiedOnes, tiedZeros) in ties.AsEnumerable().Reverse())
        {
            ones += tiedOnes;
            called += tiedOnes + tiedZeros;
            if (called > 0) sum += tiedOnes * ones / called;
        }

        return ones > 0 && called > ones ? sum / ones : null;
    }

    // The weight of each outcome at each score, ascending; within a tie in the rows' order.
    private static List<(double Ones, double Zeros)> Ties(ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, ReadOnlySpan<double> weights)
    {
        Weighted.Check(weights, target.Length);
        var scores = predictions.ToArray();
        int[] order = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort(order, (a, b) => scores[a] != scores[b] ? scores[a].CompareTo(scores[b]) : a.CompareTo(b));
        var ties = new List<(double, double)>();
        for (var i = 0; i < order.Length;)
        {
            double ones = 0, zeros = 0;
            for (var score = scores[order[i]]; i < order.Length && scores[order[i]] == score; i++)
            {
                if (target[order[i]] == 1) ones += weights[order[i]];
                else zeros += weights[order[i]];
            }

            ties.Add((ones, zeros));
        }

        return ties;
    }
}
