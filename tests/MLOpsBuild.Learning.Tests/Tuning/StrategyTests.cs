using MLOpsBuild.Learning.Tuning;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Tests.Tuning;

public sealed class StrategyTests
{
    [Fact]
    public void Random_search_with_more_trials_begins_with_the_same_ones()
    {
        var few = Keys(new RandomSearch(Searches.Options(Searches.Forest, 10)));
        var many = Keys(new RandomSearch(Searches.Options(Searches.Forest, 25)));
        Assert.Equal(few, many[..10]);
        Assert.Equal(25, many.Distinct().Count());
    }

    [Fact]
    public void Starting_point_comes_first_and_moves_no_draw()
    {
        var start = Searches.Values(("method", "linear"), ("intercept", "true"));
        var plain = Keys(new RandomSearch(Searches.Options(Searches.Forest, 10)));
        var started = Keys(new RandomSearch(Searches.Options(Searches.Forest, 11, 1, start)));
        Assert.Equal(start.Key, started[0]);
        Assert.Equal(plain.Where(k => k != start.Key), started[1..].Where(plain.Contains));
    }

    [Fact]
    public void Small_space_ends_when_all_was_tried()
    {
        var space = new SearchSpace(new SwitchDimension("a"), new CategoryDimension("b", "x", "y", "z"));
        Assert.Equal(6, Keys(new RandomSearch(Searches.Options(space, 100))).Length);
    }

    [Fact]
    public void Draws_cover_the_space_evenly()
    {
        var space = new SearchSpace(new IntegerDimension("a", 0, 999_999), new CategoryDimension("b", "x", "y"));
        var drawn = new RandomSearch(Searches.Options(space, 2000)).Next([])!.Trials.Select(t => t.Parameters).ToArray();
        Assert.InRange(drawn.Average(p => p.Integer("a")), 480_000, 520_000);
        Assert.InRange(drawn.Count(p => p.Text("b") == "x"), 930, 1070);
    }

    [Fact]
    public async Task Halving_keeps_the_best_third_of_every_rung_with_three_times_the_resource()
    {
        var space = new SearchSpace(new IntegerDimension("x", 0, 1_000_000));
        var rungs = new List<Trial[]>();
        var strategy = new SuccessiveHalving(Searches.Options(space, 9), HalvingResource.Rows);
        var outcome = await Searches.RunAsync(new Recording(strategy, rungs), t => new TrialResult(t.Parameters, t.RowShare, [t.Parameters.Integer("x") + 1e9 * (1 - t.RowShare)]));
        Assert.Equal([9, 3, 1], rungs.Select(r => r.Length));
        Assert.Equal([1.0 / 9, 1.0 / 3, 1], rungs.Select(r => r[0].RowShare));
        Assert.Equal(Enumerable.Range(0, 13), rungs.SelectMany(r => r.Select(t => t.Index)));
        var best = rungs[0].Select(t => t.Parameters).OrderBy(p => p.Integer("x")).ToArray();
        Assert.Equal(best[..3].ToHashSet(), rungs[1].Select(t => t.Parameters).ToHashSet());
        Assert.Equal(best[0], rungs[2].Single().Parameters);
        Assert.Equal(best[0], outcome.Leaderboard.Best!.Result.Parameters);
        Assert.Equal(13, outcome.Computed);
    }

    [Fact]
    public async Task Halving_gives_a_parameter_in_shares_and_makes_ordinary_trials_of_it()
    {
        var rungs = new List<Trial[]>();
        var strategy = new SuccessiveHalving(Searches.Options(Searches.Forest, 8), HalvingResource.Of("trees", 100), rungs: 3, factor: 2);
        await Searches.RunAsync(new Recording(strategy, rungs), t => Searches.Bowl(t with { Parameters = Without(t.Parameters, "trees") }) with { Parameters = t.Parameters });
        Assert.Equal(["25", "50", "100"], rungs.Select(r => r[0].Parameters.Text("trees")));
        Assert.Equal([8, 4, 2], rungs.Select(r => r.Length));
        Assert.All(rungs.SelectMany(r => r), t => Assert.Equal(1, t.RowShare));
    }

    [Fact]
    public void Halving_refuses_a_resource_that_is_searched() =>
        Assert.Throws<ArgumentException>(() => new SuccessiveHalving(Searches.Options(Searches.Forest, 8), HalvingResource.Of("depth", 9)));

    /// <summary>Expected values: the mean of scipy.stats.truncnorm densities (SciPy 1.10.1) at 0.2, 0.25 and 0.9 with widths 0.2, 0.65 and 0.65, and one at 0.5 with width 1.</summary>
    [Theory]
    [InlineData(0, -0.016505540582067667)]
    [InlineData(0.1, 0.18095203888150024)]
    [InlineData(0.22, 0.27583121569550206)]
    [InlineData(0.6, -0.12724124691805944)]
    [InlineData(1, -0.36051584189098745)]
    public void Density_is_a_mixture_of_normal_curves_cut_off_at_the_ends(double place, double expected) =>
        Assert.Equal(expected, new ParzenEstimator([0.9, 0.2, 0.25]).LogDensity(place), 1e-11);

    [Fact]
    public void Draws_follow_the_density()
    {
        var estimator = new ParzenEstimator([0.1, 0.12, 0.15]);
        var random = new SeededRandom(5);
        var draws = Enumerable.Range(0, 20_000).Select(_ => estimator.Draw(random)).ToArray();
        for (var bin = 0; bin < 10; bin++)
        {
            var expected = Enumerable.Range(0, 100).Average(i => Math.Exp(estimator.LogDensity((bin + (i + 0.5) / 100) / 10))) / 10;
            Assert.Equal(expected, draws.Count(d => d >= bin / 10.0 && d < (bin + 1) / 10.0) / 20_000.0, 0.012);
        }
    }

    [Fact]
    public void Choice_is_drawn_to_values_of_good_trials()
    {
        var dimension = new CategoryDimension("a", "x", "y", "z");
        ParameterValues Of(string value) => Searches.Values(("a", value));
        var ratio = new DensityRatio(dimension, [Of("y"), Of("y")], [Of("x"), Of("z"), Of("z")]);
        // l = (1, 3, 1) / 5 and g = (2, 1, 3) / 6
        Assert.Equal(Math.Log(3.0 / 5 * 6), ratio.LogRatio(0.5), 12);
        Assert.Equal("y", ratio.Propose(new SeededRandom(1), 24));
    }

    [Fact]
    public async Task Bayesian_search_finds_better_parameters_than_random_search_with_the_same_budget()
    {
        var wins = 0;
        var (sum, sumRandom) = (0.0, 0.0);
        for (var seed = 1ul; seed <= 20; seed++)
        {
            var bayesian = (await Searches.RunAsync(new TreeParzenSearch(Searches.Options(Searches.Forest, 40, seed)), Searches.Bowl)).Leaderboard.Best!.Result.Mean;
            var random = (await Searches.RunAsync(new RandomSearch(Searches.Options(Searches.Forest, 40, seed)), Searches.Bowl)).Leaderboard.Best!.Result.Mean;
            if (bayesian <= random) wins++;
            sum += bayesian - 0.25;
            sumRandom += random - 0.25;
        }

        Assert.True(wins >= 14, $"{wins} of 20");
        Assert.True(sum < 0.7 * sumRandom, $"{sum} {sumRandom}");
    }

    [Fact]
    public async Task Bayesian_search_with_more_trials_begins_with_the_same_ones()
    {
        var few = await Searches.RunAsync(new TreeParzenSearch(Searches.Options(Searches.Forest, 18)), Searches.Bowl);
        var many = await Searches.RunAsync(new TreeParzenSearch(Searches.Options(Searches.Forest, 30)), Searches.Bowl);
        Assert.Subset(many.Leaderboard.Entries.Select(e => e.Result.Key).ToHashSet(), few.Leaderboard.Entries.Select(e => e.Result.Key).ToHashSet());
        Assert.Equal(18, few.Leaderboard.Entries.Count);
    }

    private static string[] Keys(ISearchStrategy strategy) => [.. strategy.Next([])!.Trials.Select(t => t.Key)];

    private static ParameterValues Without(ParameterValues values, string name) => new(values.All.Where(v => v.Key != name));

    private sealed class Recording(ISearchStrategy strategy, List<Trial[]> rounds) : ISearchStrategy
    {
        public string Name => strategy.Name;

        public SearchRound? Next(IReadOnlyList<TrialResult> finished)
        {
            var round = strategy.Next(finished);
            if (round is not null) rounds.Add([.. round.Trials]);
            return round;
        }
    }
}
