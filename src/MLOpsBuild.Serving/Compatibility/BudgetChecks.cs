using System.Globalization;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Serving.Scoring;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Serving.Compatibility;

/// <summary>Writes the model, reads it back, and tries the copy: it must answer as the original does, within memory and time.</summary>
internal static class BudgetChecks
{
    private const int Warmups = 50;
    private const int Measured = 201;

    public static void Check(ITrainedModel model, IFeatureSet features, RuntimeRequirement requirement, List<Finding> findings)
    {
#pragma warning disable CA1031 // the boundary to foreign models: whatever goes wrong is the finding
        try
        {
            var probe = requirement.Probe ?? MadeUp(features.Features);
            var (copy, allocated) = Load(model, probe, requirement);
            findings.Add(Memory(allocated, requirement));
            Compare(model.Predict(probe), copy.Predict(probe), findings);
            findings.Add(Latency(copy, probe.Take([0]), requirement));
        }
        catch (Exception failed)
        {
            findings.Add(new Finding(Severity.Error, "loads", $"The model does not load and predict: {failed.Message}"));
        }
#pragma warning restore CA1031
    }

    /// <summary>Allocation on this thread is an upper bound of what stays in memory that other threads cannot disturb.</summary>
    private static (ITrainedModel Copy, long Allocated) Load(ITrainedModel model, Table probe, RuntimeRequirement requirement)
    {
        using var bytes = new MemoryStream();
        model.Write(bytes);
        bytes.Position = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var copy = requirement.Load(bytes);
        copy.Predict(probe);
        return (copy, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Finding Memory(long allocated, RuntimeRequirement requirement) => new(
        allocated > requirement.MemoryBudgetBytes ? Severity.Error : Severity.Info,
        "memory",
        $"Loading the model and one prediction allocate {allocated} bytes; allowed are {requirement.MemoryBudgetBytes}.");

    private static void Compare(double[] original, double[] copy, List<Finding> findings)
    {
        if (!original.AsSpan().SequenceEqual(copy))
        {
            findings.Add(new Finding(Severity.Error, "loads", "The model read back from its bytes predicts otherwise than the one that was written."));
        }

        var unusable = copy.Count(score => !double.IsFinite(score));
        if (unusable > 0) findings.Add(new Finding(Severity.Error, "loads", $"{unusable} of {copy.Length} tried rows get no finite score."));
    }

    private static Finding Latency(ITrainedModel copy, Table row, RuntimeRequirement requirement)
    {
        for (var i = 0; i < Warmups; i++) copy.Predict(row);
        var took = new TimeSpan[Measured];
        for (var i = 0; i < took.Length; i++)
        {
            var started = requirement.TimeProvider.GetTimestamp();
            copy.Predict(row);
            took[i] = requirement.TimeProvider.GetElapsedTime(started);
        }

        Array.Sort(took);
        var median = took[Measured / 2];
        var message = $"The median of {Measured} predictions of one row is {Text(median)}; allowed are {Text(requirement.LatencyBudget)}.";
        return new Finding(median > requirement.LatencyBudget ? Severity.Error : Severity.Info, "latency", message);

        static string Text(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMicroseconds:0.#} µs");
    }

    private static Table MadeUp(IReadOnlyList<Field> features)
    {
        var rows = Enumerable.Range(0, 4).Select(row => (IReadOnlyList<Cell>)[.. features.Select(field => MadeUp(field, row))]).ToList();
        return CellColumns.ToTable(features, rows);
    }

    private static Cell MadeUp(Field field, int row) => (field.Type, row) switch
    {
        (_, 3) when field.Optional => Cell.Missing,
        (ColumnType.Number, 1) => Cell.Of(1e12),
        (ColumnType.Number, 2) => Cell.Of(-1e12),
        (ColumnType.Number, _) => Cell.Of(0.0),
        (ColumnType.Integer, 1) => Cell.Of(int.MaxValue),
        (ColumnType.Integer, 2) => Cell.Of(int.MinValue),
        (ColumnType.Integer, _) => Cell.Of(0L),
        (ColumnType.Text, 1) => Cell.Of(""),
        (ColumnType.Text, _) => Cell.Of("never-seen"),
        _ => Cell.Of(new DateTime(2001 + row, 1, 1)),
    };
}
