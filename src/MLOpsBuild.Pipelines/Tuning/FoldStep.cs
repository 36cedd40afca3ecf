using System.Globalization;
using MLOpsBuild.Data;
using MLOpsBuild.Learning.Tuning;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>Trains on some days and measures on later ones, as one step: the model itself is not kept.</summary>
internal static class FoldStep
{
    public static Step Of(TrainingRecipe recipe, TimeFold fold, SearchPlan plan, double rowShare)
    {
        var (learn, measure) = (Cut(recipe.Rows, fold.Learn), Cut(recipe.Rows, fold.Measure));
        var output = new Artifact<FoldResult>($"tune@{fold.Name}");
        var (metric, seed) = (plan.Metric, plan.Seed);
        Func<StepContext, CancellationToken, Task> execute = async (context, stop) =>
        {
            var rows = learn.Read(context);
            var learned = rows.Take(CrossValidation.Part([.. Enumerable.Range(0, rows.RowCount)], RowSelection.Groups(rows), rowShare, seed));
            var measured = measure.Read(context);
            if (learned.RowCount == 0 || measured.RowCount == 0) throw new ConfigurationException($"{fold.Name} has {learned.RowCount} rows to learn from in {fold.Learn} and {measured.RowCount} to measure on in {fold.Measure}.");
            var model = await recipe.Train(context, learned, stop).ConfigureAwait(false);
            var value = TuningMetric.Of(metric, model.Task, model.Predict(measure.Inputs(measured)), measure.Target(measured), RowSelection.Groups(measured));
            context.WriteJson(output, new FoldResult(learned.RowCount, measured.RowCount, value));
        };
        var parameters = new SortedDictionary<string, string>(recipe.Parameters, StringComparer.Ordinal)
        {
            ["@learn"] = fold.Learn.ToString(),
            ["@measure"] = fold.Measure.ToString(),
            ["@metric"] = metric,
            ["@rows"] = rowShare == 1 ? "all" : string.Create(CultureInfo.InvariantCulture, $"{rowShare:R} by seed {seed}"),
        };
        return new Step
        {
            Name = output.Step,
            Inputs = [.. learn.AsInputs().Concat(measure.AsInputs()).DistinctBy(i => i.Name).Concat(recipe.Inputs)],
            Parameters = parameters,
            Types = recipe.Types,
            Methods = [execute.Method, .. recipe.Methods],
            Execute = execute,
        };
    }

    /// <summary>Some days of the training rows: never a partition that is not among theirs, whatever times its rows have.</summary>
    private static RowSelection Cut(RowSelection rows, Window window)
    {
        var kept = window.Partitions(rows.Partitions);
        var parts = rows.Partitions.Zip(rows.Parts).Where(p => kept.Contains(p.First)).ToArray();
        return new RowSelection(rows.Features, window, [.. parts.Select(p => p.First)], [.. parts.Select(p => p.Second)]);
    }
}
