using MLOpsBuild.Learning.Tuning;

namespace MLOpsBuild.Learning.Tests.Tuning;

/// <summary>Searches over losses that are known formulas.</summary>
internal static class Searches
{
    public static SearchSpace Forest { get; } = new(
        new CategoryDimension("method", "trees", "linear"),
        new IntegerDimension("depth", 2, 9) { When = new Condition("method", ["trees"]) },
        new RealDimension("rate", 0.01, 1, isLogarithmic: true) { When = new Condition("method", ["trees"]) },
        new SwitchDimension("intercept") { When = new Condition("method", ["linear"]) });

    /// <summary>Two folds; best for trees of depth 6 with a rate of 0.1.</summary>
    public static TrialResult Bowl(Trial trial)
    {
        var p = trial.Parameters;
        var loss = p.Text("method") == "linear"
            ? p.Switch("intercept") ? 3 : 4
            : Square(p.Integer("depth") - 6) / 9.0 + Square(Math.Log10(p.Real("rate")) + 1);
        return new TrialResult(p, trial.RowShare, [loss, loss + 0.5]);
        static double Square(double x) => x * x;
    }

    public static StrategyOptions Options(SearchSpace space, int trials, ulong seed = 1, params IReadOnlyList<ParameterValues> start) => new() { Space = space, Trials = trials, Seed = seed, Start = start };

    public static ParameterValues Values(params IEnumerable<(string Name, string Value)> values) => new(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));

    public static async Task<SearchOutcome> RunAsync(ISearchStrategy strategy, Func<Trial, TrialResult> run, SearchOptions? options = null, Func<Trial, TrialResult?>? find = null) => await Search.RunAsync(
        strategy,
        (trial, _) => Task.FromResult(find?.Invoke(trial)),
        (trial, _) => Task.FromResult(run(trial)),
        options ?? new SearchOptions(),
        CancellationToken.None);

    public static IEnumerable<string> Board(SearchOutcome outcome) =>
        outcome.Leaderboard.Entries.Select(e => $"{e.Rank} {e.Result.Key} {string.Join(' ', e.Result.FoldLosses.Select(BitConverter.DoubleToInt64Bits))}");
}
