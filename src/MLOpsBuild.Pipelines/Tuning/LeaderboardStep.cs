using MLOpsBuild.Content;
using MLOpsBuild.Learning.Tuning;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>The step that merges trials' results, wherever they were made, into one leaderboard.</summary>
internal static class LeaderboardStep
{
    public const string Name = "leaderboard";

    public static Step Of(string pipeline, SearchPlan plan, IEnumerable<(ParameterValues Parameters, double RowShare, IReadOnlyList<Digest> Folds)> trials)
    {
        // By key, so that the order in which results arrived is forgotten before the step's own key is made.
        var sorted = trials.OrderBy(t => new Trial(0, t.Parameters, t.RowShare).Key, StringComparer.Ordinal).ToArray();
        var output = new Artifact<LeaderboardFile>(Name);
        Func<StepContext, CancellationToken, Task> execute = (context, _) =>
        {
            var results = sorted.Select(t => new TrialResult(t.Parameters, t.RowShare, [.. t.Folds.Select(d => TuningMetric.LossOf(plan.Metric, context.Store.Get(d)))]));
            context.WriteJson(output, LeaderboardFile.Of(pipeline, plan, Leaderboard.Of(results)));
            return Task.CompletedTask;
        };
        return new Step
        {
            Name = Name,
            Inputs = [.. sorted.SelectMany(t => t.Folds.Select((digest, i) => new StepInput($"{new Trial(0, t.Parameters, t.RowShare).Key} on {plan.Folds[i].Name}", null, digest)))],
            Parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["folds"] = string.Join("; ", plan.Folds.Select(f => $"{f.Learn} then {f.Measure}")),
                ["metric"] = plan.Metric,
            },
            Methods = [execute.Method],
            Execute = execute,
        };
    }
}
