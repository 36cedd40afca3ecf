using MLOpsBuild.Learning.Metrics;

namespace MLOpsBuild.Learning.Evaluation;

/// <summary>Rows that count differently, in ascending order of score, sorted once so that a resample only walks them.</summary>
internal sealed class WeightedWalk
{
    private readonly int[] _blocks;
    private readonly double[] _weights;
    private readonly bool[] _isOne;
    private readonly bool[] _endsTie;

    /// <summary>Sorts the rows; those of one score in the rows' order.</summary>
    public WeightedWalk(double[] scores, double[] target, MetricData data)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort(order, (a, b) => scores[a] != scores[b] ? scores[a].CompareTo(scores[b]) : a.CompareTo(b));
        var blocks = data.Blocks.BlockOfRow.ToArray();
        _blocks = Array.ConvertAll(order, row => blocks[row]);
        _weights = Array.ConvertAll(order, row => data.Weights![row]);
        _isOne = Array.ConvertAll(order, row => target[row] == 1);
        _endsTie = [.. order.Select((row, i) => i + 1 == order.Length || scores[order[i + 1]] != scores[row])];
    }

    /// <summary>The weights of the ones and zeros of each score, ascending, in a resample.</summary>
    public List<(double Ones, double Zeros)> Ties(ReadOnlySpan<int> weights)
    {
        var ties = new List<(double, double)>();
        double ones = 0, zeros = 0;
        for (var i = 0; i < _blocks.Length; i++)
        {
            var weight = weights[_blocks[i]] * _weights[i];
            if (_isOne[i]) ones += weight;
            else zeros += weight;
            if (!_endsTie[i]) continue;
            ties.Add((ones, zeros));
            ones = zeros = 0;
        }

        return ties;
    }
}

/// <summary>AUC of rows that count differently.</summary>
internal sealed class WeightedAucByBlock : BlockMetric
{
    private readonly WeightedWalk _walk;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public WeightedAucByBlock(double[] scores, double[] target, MetricData data)
    {
        _walk = new WeightedWalk(scores, target, data);
        Value = BinaryMetrics.Auc(scores, target, data.Weights);
    }

    public override double? Of(ReadOnlySpan<int> weights) => WeightedCurves.Auc(_walk.Ties(weights));
}

/// <summary>Average precision of rows that count differently.</summary>
internal sealed class WeightedAveragePrecisionByBlock : BlockMetric
{
    private readonly WeightedWalk _walk;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public WeightedAveragePrecisionByBlock(MetricData data)
    {
        _walk = new WeightedWalk(data.Predictions, data.Target, data);
        Value = BinaryMetrics.AveragePrecision(data.Predictions, data.Target, data.Weights);
    }

    public override double? Of(ReadOnlySpan<int> weights) => WeightedCurves.AveragePrecision(_walk.Ties(weights));
}
