using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Fairness;

/// <summary>What is counted of a group, in all its rows or in a resample.</summary>
internal readonly record struct Counts(double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives, double Predicted)
{
    public double Rows => TruePositives + FalsePositives + TrueNegatives + FalseNegatives;

    public double? Called => Share(TruePositives + FalsePositives, Rows);

    public double? TruePositiveRate => Share(TruePositives, TruePositives + FalseNegatives);

    public double? FalsePositiveRate => Share(FalsePositives, FalsePositives + TrueNegatives);

    public double? Precision => Share(TruePositives, TruePositives + FalsePositives);

    public double? Observed => Share(TruePositives + FalseNegatives, Rows);

    public double? PredictedRate => Share(Predicted, Rows);

    public double? Excess => Observed - PredictedRate;

    public double? Quotient => Predicted > 0 ? (TruePositives + FalseNegatives) / Predicted : null;

    private static double? Share(double part, double whole) => whole > 0 ? part / whole : null;
}

/// <summary>A group's counts by block, so that a resample costs little.</summary>
internal sealed class GroupCounts
{
    private readonly double[] _cells;

    public GroupCounts(string name, int[] rows, ReadOnlySpan<double> predictions, ReadOnlySpan<double> target, BlockIndex blocks, double threshold)
    {
        Name = name;
        Rows = rows;
        _cells = new double[5 * blocks.Count];
        foreach (var row in rows)
        {
            var at = 5 * blocks.BlockOfRow[row];
            _cells[at + (predictions[row] >= threshold ? target[row] == 1 ? 0 : 1 : target[row] == 1 ? 3 : 2)]++;
            _cells[at + 4] += predictions[row];
        }

        Blocks = blocks.Take(rows).Count;
        var once = new int[blocks.Count];
        Array.Fill(once, 1);
        All = Of(once);
    }

    public string Name { get; }

    public int[] Rows { get; }

    public int Blocks { get; }

    public Counts All { get; }

    public Counts Of(ReadOnlySpan<int> weights)
    {
        double tp = 0, fp = 0, tn = 0, fn = 0, p = 0;
        for (var block = 0; block < weights.Length; block++)
        {
            if (weights[block] == 0) continue;
            var (weight, at) = (weights[block], 5 * block);
            tp += weight * _cells[at];
            fp += weight * _cells[at + 1];
            tn += weight * _cells[at + 2];
            fn += weight * _cells[at + 3];
            p += weight * _cells[at + 4];
        }

        return new Counts(tp, fp, tn, fn, p);
    }
}
