using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Evaluation;

/// <summary>Rows in ascending order of score, sorted once so that a resample only walks them.</summary>
internal static class ScoreWalk
{
    /// <summary>Twice the row's block, plus 1 for outcome 1; negative (its complement) at the last row of a tie.</summary>
    public static int[] Of(double[] scores, double[] target, BlockIndex blocks)
    {
        var sorted = scores.ToArray();
        var walk = new int[sorted.Length];
        for (var row = 0; row < walk.Length; row++) walk[row] = 2 * blocks.BlockOfRow[row] + (target[row] == 1 ? 1 : 0);
        Array.Sort(sorted, walk);
        for (var i = 0; i < walk.Length; i++)
        {
            if (i + 1 == walk.Length || sorted[i + 1] != sorted[i]) walk[i] = ~walk[i];
        }

        return walk;
    }
}

/// <summary>AUC in whole numbers.</summary>
internal sealed class AucByBlock(double[] predictions, double[] target, BlockIndex blocks) : BlockMetric
{
    private readonly int[] _walk = ScoreWalk.Of(predictions, target, blocks);

    public override double? Of(ReadOnlySpan<int> weights)
    {
        long twice = 0, ones = 0, zeros = 0, tiedOnes = 0, tiedZeros = 0;
        foreach (var entry in _walk)
        {
            var row = entry < 0 ? ~entry : entry;
            long weight = weights[row >> 1];
            var one = -(row & 1) & weight;
            tiedOnes += one;
            tiedZeros += weight - one;
            if (entry >= 0) continue;
            twice += tiedOnes * (2 * zeros + tiedZeros);
            ones += tiedOnes;
            zeros += tiedZeros;
            tiedOnes = tiedZeros = 0;
        }

        return ones == 0 || zeros == 0 ? null : twice / (2.0 * ones * zeros);
    }
}

/// <summary>Average precision: the walk goes down from the greatest score.</summary>
internal sealed class AveragePrecisionByBlock : BlockMetric
{
    private readonly int[] _walk;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public AveragePrecisionByBlock(MetricData data)
    {
        _walk = ScoreWalk.Of(Array.ConvertAll(data.Predictions, p => -p), data.Target, data.Blocks);
        Value = BinaryMetrics.AveragePrecision(data.Predictions, data.Target);
    }

    public override double? Of(ReadOnlySpan<int> weights)
    {
        long called = 0, ones = 0, tied = 0;
        var sum = 0.0;
        foreach (var entry in _walk)
        {
            var row = entry < 0 ? ~entry : entry;
            long weight = weights[row >> 1];
            called += weight;
            tied += -(row & 1) & weight;
            if (entry >= 0 || tied == 0) continue;
            ones += tied;
            sum += (double)tied * ones / called;
            tied = 0;
        }

        return ones == 0 || ones == called ? null : sum / ones;
    }
}

/// <summary>The mean AUC of each class against the rest.</summary>
internal sealed class MulticlassAucByBlock : BlockMetric
{
    private readonly BlockMetric[] _classes;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public MulticlassAucByBlock(MetricData data)
    {
        Value = MulticlassMetrics.Auc(data.Predictions, data.Target, weights: data.Weights);
        _classes = [.. Enumerable.Range(0, data.Target.Length == 0 ? 0 : data.Outputs).Select(c =>
        {
            var (scores, isClass) = (MulticlassMetrics.ScoresOf(c, data.Predictions, data.Outputs), MulticlassMetrics.IsClass(c, data.Target));
            return data.Weights is null ? (BlockMetric)new AucByBlock(scores, isClass, data.Blocks) { Value = null } : new WeightedAucByBlock(scores, isClass, data);
        })];
    }

    public override double? Of(ReadOnlySpan<int> weights)
    {
        var (sum, known) = (0.0, 0);
        foreach (var auc in _classes)
        {
            if (auc.Of(weights) is not { } value) continue;
            sum += value;
            known++;
        }

        return known == 0 ? null : sum / known;
    }
}
