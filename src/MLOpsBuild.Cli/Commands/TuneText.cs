using System.Globalization;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Learning.Tuning;
using MLOpsBuild.Pipelines.Tuning;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Searches as text.</summary>
internal static class TuneText
{
    /// <summary>One finished trial: <c>trial 7  ran  0.4312 ± 0.0041  depth=5;trees=200</c>.</summary>
    public static string Line(TrialProgress progress, SearchPlan plan)
    {
        var sign = TuningMetric.IsHigherBetter(plan.Metric) ? -1 : 1;
        return $"trial {progress.Trial.Index + 1}  {(progress.IsFound ? "cached" : "ran")}  {Value(sign * progress.Result.Mean, progress.Result.StandardError)}  {progress.Trial.Key}";
    }

    /// <summary>What a search found.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="plan">What was searched.</param>
    /// <param name="result">What was found.</param>
    /// <param name="limit">The most trials to show.</param>
    /// <param name="applied">The file to which the best parameters were written; null when they were not.</param>
    public static Reply Found(string pipeline, SearchPlan plan, PipelineSearchResult result, int limit, string? applied)
    {
        var best = result.Board.Best;
        var set = best is null ? null : Operations.Tuning.SetLine(best.Parameters);
        var (board, outcome) = (result.Board, result.Outcome);
        return new Reply(
            new
            {
                pipeline,
                strategy = plan.Strategy.Name,
                outcome.IsComplete,
                outcome.Computed,
                outcome.Found,
                missing = outcome.Missing.Select(t => t.Key),
                board = result.Digest,
                best = best is null ? null : new { best.Parameters, best.Mean, set, applied },
                leaderboard = board,
            },
            Table(plan, board, Math.Max(0, limit)),
            new Lines(Closing(plan, result, best, set, applied)))
        {
            Essence = set is null ? [] : [set],
        };
    }

    private static Grid Table(SearchPlan plan, LeaderboardFile board, int limit)
    {
        var names = board.Trials.SelectMany(t => t.Parameters.Keys).Distinct().Order(StringComparer.Ordinal).ToArray();
        var columns = new List<(string Heading, Func<RankedTrial, string> Cell)>
        {
            ("rank", t => t.Rank.ToString(CultureInfo.InvariantCulture)),
            (board.Metric, t => Value(t.Mean ?? double.NaN, t.StandardError)),
        };
        columns.AddRange(names.Select(name => (name, (Func<RankedTrial, string>)(t => t.Parameters.GetValueOrDefault(name, "")))));
        if (board.Trials.Any(t => t.RowShare < 1)) columns.Add(("rows", t => t.RowShare.ToString("P0", CultureInfo.InvariantCulture)));
        columns.Add(("", t => IsInUse(plan, t) ? "in use" : ""));
        return Grid.Of(board.Trials.Take(limit), [.. columns]);
    }

    private static List<string> Closing(SearchPlan plan, PipelineSearchResult result, RankedTrial? best, string? set, string? applied)
    {
        var outcome = result.Outcome;
        var lines = new List<string>
        {
            $"{Texts.Plural(outcome.Computed + outcome.Found, "trial")}, {outcome.Computed} ran, {outcome.Found} cached{(outcome.Missing.Count > 0 ? $", {outcome.Missing.Count} not run here" : "")}; {plan.Strategy.Name}, measured on {string.Join(", ", plan.Folds.Select(f => f.Measure))}",
            $"leaderboard {result.Digest}",
        };
        if (best is null) lines.Add("No trial gave a number.");
        else if (applied is not null) lines.Add($"{applied} has the best parameters now; './mlops run' trains with them.");
        else if (IsInUse(plan, best)) lines.Add("The parameters in use are the best of them.");
        else lines.Add($"best: {set}");
        return lines;
    }

    private static bool IsInUse(SearchPlan plan, RankedTrial trial) =>
        plan.Start is { } start && trial.RowShare == 1 && start.All.All(v => trial.Parameters.GetValueOrDefault(v.Key) == v.Value) && trial.Parameters.Keys.All(start.Has);

    private static string Value(double mean, double? error) => double.IsFinite(mean)
        ? string.Create(CultureInfo.InvariantCulture, $"{mean:0.00000}{(error is { } e ? $" ± {e:0.00000}" : "")}")
        : "no number";
}
