using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Trees;

/// <summary>Made-up rows for tests of trees.</summary>
internal static class TreeData
{
    public static ITrainedModel Train(ITrainer trainer, TrainingSet set, int threads = 2) => trainer.Train(set, new TrainingOptions(threads), TestContext.Current.CancellationToken);

    public static ITrainedModel Boost(BoostedTreesOptions options, TrainingSet set, int threads = 2) => Train(new BoostedTrees(options), set, threads);

    public static Table Numbers(params double[] values) => new([new NumberColumn("x", values)]);

    /// <summary>Two numbers with missing values, an integer and a text, and a target of the task's kind; weights where they are asked for.</summary>
    public static TrainingSet Make(int rows, LearningTask task, ulong seed = 17, bool weighted = false)
    {
        var random = new SeededRandom(seed);
        double[] Column() => [.. Enumerable.Range(0, rows).Select(_ => random.Next(20) == 0 ? double.NaN : random.NextDouble() * 10)];
        var (a, b) = (Column(), Column());
        long[] c = [.. Enumerable.Range(0, rows).Select(_ => (long)random.Next(5))];
        string?[] texts = [.. Enumerable.Range(0, rows).Select(_ => random.Next(25) == 0 ? null : $"k{random.Next(30)}")];
        double[] signal = [.. Enumerable.Range(0, rows).Select(i => (double.IsNaN(a[i]) ? 1 : a[i] * (10 - a[i]) / 12) + (b[i] > 5 ? c[i] / 2.0 : -1) + (texts[i]?.Length ?? 1) / 2.0 - 1)];
        double[] noise = [.. signal.Select(_ => random.NextDouble())];
        double Target(int i) => task switch
        {
            LearningTask.Regression => signal[i] + noise[i],
            LearningTask.Binary => noise[i] < ReproducibleMath.Sigmoid(signal[i] - 1) ? 1 : 0,
            LearningTask.Multiclass => Math.Clamp(Math.Floor(signal[i] / 2 + noise[i] * 1.5), 0, 2),
            LearningTask.Ranking => Math.Clamp(Math.Floor(signal[i] + noise[i]), 0, 4),
            _ => 0,
        };
        double[] target = [.. Enumerable.Range(0, rows).Select(Target)];
        return new TrainingSet(new Table([new NumberColumn("a", a), new NumberColumn("b", b), new IntegerColumn("c", c), TextColumn.Of("d", texts)]), target)
        {
            Groups = task == LearningTask.Ranking ? [.. Enumerable.Range(0, rows).Select(i => i / 12)] : null,
            Weights = weighted ? [.. Enumerable.Range(0, rows).Select(i => i % 7 / 2.0)] : null,
        };
    }

    public static TrainingSet Take(TrainingSet set, params int[] rows) => new(set.Features.Take(rows), [.. rows.Select(r => set.Target[r])])
    {
        Weights = set.Weights is null ? null : [.. rows.Select(r => set.Weights[r])],
        Groups = set.Groups is null ? null : [.. rows.Select(r => set.Groups[r])],
    };
}
