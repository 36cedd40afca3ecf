using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics.Intervals;

namespace MLOpsBuild.Learning.Evaluation;

/// <summary>A measure of a confusion matrix, from the counts of each block.</summary>
internal sealed class ConfusionByBlock : BlockMetric
{
    private readonly int _classes;
    private readonly double[] _counts;
    private readonly Func<ConfusionMatrix, double?> _measure;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public ConfusionByBlock(string name, MetricData data, EvaluationOptions options)
    {
        _classes = data.Task == LearningTask.Binary ? 2 : data.Outputs;
        _measure = Measure(name);
        _counts = new double[data.Blocks.Count * _classes * _classes];
        var called = data.Task == LearningTask.Binary
            ? Array.ConvertAll(data.Predictions, p => p >= options.Threshold ? 1 : 0)
            : MulticlassMetrics.Called(data.Predictions, _classes);
        for (var row = 0; row < called.Length; row++)
        {
            _counts[(data.Blocks.BlockOfRow[row] * _classes + MulticlassMetrics.ClassOf(data.Target[row], _classes)) * _classes + called[row]] += data.Weights?[row] ?? 1;
        }

        var once = new int[data.Blocks.Count];
        Array.Fill(once, 1);
        var all = Matrix(once);
        Value = _measure(all);
        Analytic = name switch
        {
            _ when data.Weights is not null => null,
            MetricNames.Precision => level => AnalyticInterval.OfShare((long)all[1, 1], (long)all.Calls(1), level),
            MetricNames.Recall => level => AnalyticInterval.OfShare((long)all[1, 1], (long)all.Support(1), level),
            _ => null,
        };
    }

    public override double? Of(ReadOnlySpan<int> weights) => _measure(Matrix(weights));

    private ConfusionMatrix Matrix(ReadOnlySpan<int> weights)
    {
        var cells = _classes * _classes;
        var sums = new double[cells];
        for (var block = 0; block < weights.Length; block++)
        {
            if (weights[block] == 0) continue;
            for (var cell = 0; cell < cells; cell++) sums[cell] += weights[block] * _counts[block * cells + cell];
        }

        return new ConfusionMatrix(sums, _classes);
    }

    private static Func<ConfusionMatrix, double?> Measure(string name) => name switch
    {
        MetricNames.BalancedAccuracy => m => m.BalancedAccuracy,
        MetricNames.Mcc => m => m.Mcc,
        MetricNames.Precision => m => m.Precision(1),
        MetricNames.Recall => m => m.Recall(1),
        MetricNames.F1 => m => m.F1(1),
        MetricNames.PrecisionMacro => m => m.Precision(ClassAverage.Macro),
        MetricNames.PrecisionMicro => m => m.Precision(ClassAverage.Micro),
        MetricNames.PrecisionWeighted => m => m.Precision(ClassAverage.Weighted),
        MetricNames.RecallMacro => m => m.Recall(ClassAverage.Macro),
        MetricNames.RecallMicro => m => m.Recall(ClassAverage.Micro),
        MetricNames.RecallWeighted => m => m.Recall(ClassAverage.Weighted),
        MetricNames.F1Macro => m => m.F1(ClassAverage.Macro),
        MetricNames.F1Micro => m => m.F1(ClassAverage.Micro),
        _ => m => m.F1(ClassAverage.Weighted),
    };
}
