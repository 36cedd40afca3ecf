namespace MLOpsBuild.Data.Validation.Samples;

/// <summary>How well one column alone predicts the label: the share of the naive error that it takes away, on rows that it was not learned from.</summary>
/// <remarks>
/// After the predictive power score of Wetschoreck, Krabel and Krishnamurthy (ppscore, 2020), with a predictor that has nothing to tune. The feature's values are put into
/// bins: texts, and numbers of at most ⌊√rows⌋ different values, by value; other numbers into that many bins of about equally many rows; what is missing into one of its own.
/// The rows are parted into four by a hash of their number. Each part is predicted from the other three: a class by the most frequent one of its bin (of equally
/// frequent ones the one that is more frequent in all bins, then the one that appears first), a number by the median of its bin; an empty bin predicts as if there were no feature,
/// that is the most frequent class or the median of all bins: the naive prediction. The gain is 1 − error ÷ naive error, where an error is a wrong class (so that the gain is Goodman and Kruskal's λ of 1954,
/// out of sample) or the distance from the number. A gain of less than three of its standard errors is taken for chance.
/// </remarks>
internal static class PredictivePower
{
    /// <summary>Labels that are numbers of at most so many different values are classes.</summary>
    public const int MostClasses = 10;

    /// <summary>The least rows with a label.</summary>
    public const int LeastRows = 20;

    private const int Folds = 4;

    /// <summary>True when a label is a class rather than a number.</summary>
    public static bool AreClasses(SampledColumn label) => label.IsText || label.Values.Count <= MostClasses;

    /// <summary>Scores a feature of a sample; null when there are too few rows with a label, or one label only.</summary>
    public static PowerScore? Of(RowSample sample, string feature, string label, bool classes)
    {
        var labels = sample[label];
        int[] rows = [.. Enumerable.Range(0, sample.Count).Where(i => labels.Codes[i] >= 0)];
        if (rows.Length < LeastRows) return null;
        var bins = Bins(sample[feature].Take(rows));
        var folds = Array.ConvertAll(rows, r => RowSample.Fold(sample.Rows[r], Folds));
        return classes ? OfClasses(bins, Array.ConvertAll(rows, r => labels.Codes[r]), folds) : OfNumbers(bins, Array.ConvertAll(rows, r => labels.Numbers[r]), folds);
    }

    /// <summary>Scores bins for labels that are classes, from 0.</summary>
    public static PowerScore? OfClasses(int[] bins, int[] labels, int[] folds)
    {
        var classes = labels.Max() + 1;
        var all = new int[Folds + 1, classes];
        for (var i = 0; i < labels.Length; i++)
        {
            all[folds[i], labels[i]]++;
            all[Folds, labels[i]]++;
        }

        int[] naive = [.. Enumerable.Range(0, Folds).Select(fold => Enumerable.Range(0, classes).MaxBy(label => all[Folds, label] - all[fold, label]))];
        var gain = new GainSum();
        foreach (var bin in Groups(bins))
        {
            var counts = new SortedDictionary<int, int[]>();
            foreach (var i in bin)
            {
                if (!counts.TryGetValue(labels[i], out var known)) counts[labels[i]] = known = new int[Folds + 1];
                known[folds[i]]++;
                known[Folds]++;
            }

            for (var fold = 0; fold < Folds; fold++) Judge(counts, all, (fold, naive[fold]), gain);
        }

        return gain.Score(labels.Length);
    }

    /// <summary>Scores bins for labels that are numbers.</summary>
    public static PowerScore? OfNumbers(int[] bins, double[] labels, int[] folds)
    {
        var order = Enumerable.Range(0, labels.Length).OrderBy(i => labels[i]).ToArray();
        var naive = new double[Folds];
        for (var fold = 0; fold < Folds; fold++) naive[fold] = Median(order, labels, folds, fold) ?? 0;
        var gain = new GainSum();
        foreach (var bin in Groups(bins, order))
        {
            for (var fold = 0; fold < Folds; fold++)
            {
                var median = Median(bin, labels, folds, fold) ?? naive[fold];
                foreach (var i in bin)
                {
                    if (folds[i] == fold) gain.Add(Math.Abs(labels[i] - naive[fold]), Math.Abs(labels[i] - median), 1);
                }
            }
        }

        return gain.Score(labels.Length);
    }

    private static void Judge(SortedDictionary<int, int[]> counts, int[,] all, (int Fold, int Naive) part, GainSum gain)
    {
        var (fold, naive) = part;
        var (best, most) = (naive, 0);
        foreach (var (label, count) in counts)
        {
            var learned = count[Folds] - count[fold];
            if (learned > most || (learned == most && most > 0 && Learned(label) > Learned(best))) (best, most) = (label, learned);
        }

        foreach (var (label, count) in counts) gain.Add(label == naive ? 0 : 1, label == best ? 0 : 1, count[fold]);
        int Learned(int label) => all[Folds, label] - all[fold, label];
    }

    /// <summary>The median of the labels outside a fold; the places are in the order of their labels.</summary>
    private static double? Median(IReadOnlyList<int> places, double[] labels, int[] folds, int fold)
    {
        var learned = places.Where(i => folds[i] != fold).ToArray();
        if (learned.Length == 0) return null;
        return (labels[learned[(learned.Length - 1) / 2]] + labels[learned[learned.Length / 2]]) / 2;
    }

    /// <summary>The places of each bin, in the given order.</summary>
    private static List<int>[] Groups(int[] bins, int[]? order = null)
    {
        List<int>[] groups = [.. Enumerable.Range(0, bins.Max() + 1).Select(_ => new List<int>())];
        foreach (var i in order ?? [.. Enumerable.Range(0, bins.Length)]) groups[bins[i]].Add(i);
        return groups;
    }

    private static int[] Bins(SampledColumn feature)
    {
        var most = Math.Max(2, (int)Math.Sqrt(feature.Codes.Length));
        if (feature.IsText || feature.Values.Count <= most) return Array.ConvertAll(feature.Codes, c => c < 0 ? feature.Values.Count : c);
        double[] sorted = [.. feature.Numbers.Where(v => !double.IsNaN(v)).Order()];
        var edges = new SortedSet<double>();
        for (var i = 1; i < most; i++) edges.Add(sorted[(long)i * sorted.Length / most]);
        double[] rising = [.. edges];
        return Array.ConvertAll(feature.Numbers, v => double.IsNaN(v) ? rising.Length + 1 : Array.BinarySearch(rising, v) is var at && at >= 0 ? at + 1 : ~at);
    }

    /// <summary>Sums errors in a fixed order.</summary>
    private sealed class GainSum
    {
        private double _naive;
        private double _gain;
        private double _squares;

        public void Add(double naive, double error, int rows)
        {
            _naive += naive * rows;
            _gain += (naive - error) * rows;
            _squares += (naive - error) * (naive - error) * rows;
        }

        public PowerScore? Score(int rows) => _naive > 0 ? new PowerScore(_gain / _naive, Math.Sqrt(Math.Max(0, _squares - (_gain * _gain / rows))) / _naive) : null;
    }
}

/// <summary>What a feature says of a label.</summary>
/// <param name="Gain">The share of the naive error that it takes away; below 0 when it misleads.</param>
/// <param name="Error">The gain's standard error, for independent rows.</param>
internal readonly record struct PowerScore(double Gain, double Error)
{
    private const double Sure = 3;

    /// <summary>The gain, 0 to 1; 0 when it may be chance.</summary>
    public double Value => Gain > Sure * Error ? Gain : 0;

    /// <summary>How far two scores are apart; 0 when that may be chance.</summary>
    public static double Apart(PowerScore a, PowerScore b)
    {
        var apart = Math.Abs(Math.Max(0, a.Gain) - Math.Max(0, b.Gain));
        return apart > Sure * Math.Sqrt((a.Error * a.Error) + (b.Error * b.Error)) ? apart : 0;
    }
}
