using System.Buffers.Binary;
using System.Security.Cryptography;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Fairness;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Slicing;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Evaluation;

[Trait("Holds", "Digest")]
public sealed class EvaluationBitsTests
{
    private static EvaluationRows Rows(LearningTask task)
    {
        var random = new SeededRandom(77);
        const int N = 600;
        double[] scores = [.. Enumerable.Range(0, N).Select(_ => 0.01 + 0.98 * random.NextDouble())];
        double[] target = [.. scores.Select(p => task switch
        {
            LearningTask.Binary => random.NextDouble() < p ? 1.0 : 0,
            LearningTask.Regression => p + random.NextDouble(),
            _ => random.Next(3),
        })];
        int[] days = [.. Enumerable.Range(0, N).Select(i => i / 30)];
        double[] predictions = task == LearningTask.Multiclass ? [.. scores.SelectMany(p => new[] { p / 2, 1 - p, p / 2 })] : scores;
        return new EvaluationRows(task, predictions, target, days, groups: task == LearningTask.Ranking ? [.. Enumerable.Range(0, N).Select(i => i / 10)] : null);
    }

    /// <summary>The digest holds on any machine, with hardware vector paths on or off: a new one is a change of results.</summary>
    [Fact]
    public void Figures_have_the_same_bits_everywhere()
    {
        var figures = new List<double?>();
        foreach (var task in new[] { LearningTask.Binary, LearningTask.Regression, LearningTask.Multiclass, LearningTask.Ranking })
        {
            foreach (var independent in new[] { false, true })
            {
                var rows = Rows(task) with { RowsAreIndependent = independent };
                var result = Evaluator.Evaluate(rows, new EvaluationOptions { Replicates = 50, Metrics = MetricNames.All(task) });
                figures.AddRange(result.Metrics.Values.SelectMany(m => new[] { m.Value, m.Low, m.High }));
            }
        }

        var binary = Rows(LearningTask.Binary);
        var days = BlockIndex.Of(binary.Blocks);
        var table = new Table([new NumberColumn("p", binary.Predictions), TextColumn.Of("g", [.. Enumerable.Range(0, 600).Select(i => $"g{i % 3}")])]);
        var options = new WeakSegmentOptions { MinimumRows = 20, Bootstrap = new BootstrapOptions { Replicates = 50 } };
        figures.AddRange(WeakSegments.Find(table, BinaryMetrics.LogLosses(binary.Predictions, binary.Target), days, options).Segments.SelectMany(s => new double?[] { s.Excess, s.Interval?.Low, s.Adjusted }));
        figures.AddRange(GroupFairness.Of(binary.Predictions, binary.Target, table["g"], days, new FairnessOptions { Bootstrap = new BootstrapOptions { Replicates = 50 } })
            .Gaps.SelectMany(g => new[] { g.Difference, g.DifferenceInterval?.Low, g.Ratio, g.RatioInterval?.High }));

        Assert.InRange(figures.Count(f => f is null), 0, figures.Count / 10);
        Assert.Equal("2de9f841ccfd4dcbd847699869d20f88", Digest(figures)[..32]);
    }

    private static string Digest(List<double?> figures)
    {
        var bytes = new byte[8 * figures.Count];
        for (var i = 0; i < figures.Count; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * i), figures[i] ?? double.NegativeInfinity);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
