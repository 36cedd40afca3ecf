using System.Collections.Concurrent;
using MLOpsBuild.Learning.Tuning;

namespace MLOpsBuild.Learning.Tests.Tuning;

[Trait("Holds", "Digest")]
public sealed class SearchTests
{
    public static TheoryData<string> Strategies => ["grid", "random", "bayesian", "halving", "halving-trees"];

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task Shards_with_a_common_store_merge_to_the_unsharded_answer_bit_for_bit(string strategy)
    {
        var whole = await Searches.RunAsync(Make(strategy), Run);
        var store = new ConcurrentDictionary<string, TrialResult>();
        for (var number = 4; number >= 1; number--) await ShardAsync(strategy, number, store);
        var merged = await Search.RunAsync(Make(strategy), Find(store), null, new SearchOptions(), CancellationToken.None);
        Assert.True(merged.IsComplete);
        Assert.Equal(0, merged.Computed);
        Assert.Equal(Searches.Board(whole), Searches.Board(merged));
        Assert.Equal(whole.Computed, store.Count);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task Shards_that_never_see_each_other_merge_to_the_unsharded_answer_bit_for_bit(string strategy)
    {
        var whole = await Searches.RunAsync(Make(strategy), Run);
        var all = new ConcurrentDictionary<string, TrialResult>();
        for (var number = 1; number <= 3; number++)
        {
            var own = new ConcurrentDictionary<string, TrialResult>();
            await ShardAsync(strategy, number, own, 3);
            foreach (var (key, result) in own) all[key] = result;
        }

        var merged = await Search.RunAsync(Make(strategy), Find(all), null, new SearchOptions(), CancellationToken.None);
        Assert.Equal(Searches.Board(whole), Searches.Board(merged));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task Shards_side_by_side_merge_to_the_unsharded_answer_bit_for_bit(string strategy)
    {
        var whole = await Searches.RunAsync(Make(strategy), Run);
        var store = new ConcurrentDictionary<string, TrialResult>();
        await Task.WhenAll(Enumerable.Range(1, 4).Select(number => Task.Run(() => ShardAsync(strategy, number, store))));
        var merged = await Search.RunAsync(Make(strategy), Find(store), null, new SearchOptions(), CancellationToken.None);
        Assert.Equal(Searches.Board(whole), Searches.Board(merged));
    }

    [Theory]
    [InlineData("grid")]
    [InlineData("random")]
    public async Task Search_of_one_round_is_divided_without_repetition(string strategy)
    {
        var runs = 0;
        for (var number = 1; number <= 3; number++)
        {
            var shard = await Searches.RunAsync(Make(strategy), t => { runs++; return Run(t); }, new SearchOptions { Shard = new Shard(number, 3) });
            Assert.All(shard.Missing, t => Assert.NotEqual(number - 1, t.Index % 3));
            Assert.False(shard.IsComplete);
        }

        Assert.Equal((await Searches.RunAsync(Make(strategy), Run)).Computed, runs);
    }

    [Fact]
    public async Task Widened_search_runs_only_what_is_new()
    {
        var store = new Dictionary<string, TrialResult>();
        TrialResult Keep(Trial trial) => store[trial.Key] = Run(trial);
        var narrow = await Searches.RunAsync(new RandomSearch(Searches.Options(Searches.Forest, 12)), Keep, find: t => store.GetValueOrDefault(t.Key));
        var wide = await Searches.RunAsync(new RandomSearch(Searches.Options(Searches.Forest, 20)), Keep, find: t => store.GetValueOrDefault(t.Key));
        Assert.Equal((12, 8, 12), (narrow.Computed, wide.Computed, wide.Found));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task Trials_side_by_side_give_the_same_answer(string strategy) => Assert.Equal(
        Searches.Board(await Searches.RunAsync(Make(strategy), Run)),
        Searches.Board(await Searches.RunAsync(Make(strategy), Run, new SearchOptions { Parallel = 4 })));

    [Fact]
    public async Task Time_ends_a_search_between_trials()
    {
        var clock = new ManualClock();
        var outcome = await Searches.RunAsync(
            new RandomSearch(Searches.Options(Searches.Forest, 12)),
            t => { clock.Advance(TimeSpan.FromMinutes(1)); return Run(t); },
            new SearchOptions { Time = TimeSpan.FromMinutes(5), Clock = clock });
        Assert.Equal((5, 7, false), (outcome.Computed, outcome.Missing.Count, outcome.IsComplete));
    }

    [Fact]
    public async Task Merge_names_what_is_missing()
    {
        var store = new ConcurrentDictionary<string, TrialResult>();
        await ShardAsync("random", 1, store);
        var merged = await Search.RunAsync(Make("random"), Find(store), null, new SearchOptions(), CancellationToken.None);
        Assert.False(merged.IsComplete);
        Assert.All(merged.Missing, t => Assert.NotEqual(0, t.Index % 4));
    }

    [Fact]
    public void Leaderboard_ranks_by_loss_then_key_with_shares_of_rows_and_missing_losses_behind()
    {
        TrialResult Of(string x, double share, params double[] losses) => new(Searches.Values(("x", x)), share, losses);
        var board = Leaderboard.Of([Of("5", 1, double.NaN), Of("4", 0.5, 0), Of("3", 1, 2, 4), Of("2", 1, 3, 3), Of("1", 1, 1, 3), Of("1", 1, 1, 3)]);
        Assert.Equal(["x=1", "x=2", "x=3", "x=5", "x=4;@rows=0.5"], board.Entries.Select(e => e.Result.Key));
        Assert.Equal([1, 2, 3, 4, 5], board.Entries.Select(e => e.Rank));
        Assert.Equal(2, board.Entries[0].Result.Mean);
        // s = sqrt(2), divided by sqrt(2)
        Assert.Equal(1, board.Entries[0].Result.StandardError!.Value, 15);
        Assert.Null(Of("1", 1, 3).StandardError);
    }

    [Fact]
    public void Two_different_results_of_one_trial_are_refused()
    {
        TrialResult Of(double loss) => new(Searches.Values(("x", "1")), 1, [loss]);
        Assert.Throws<ArgumentException>(() => Leaderboard.Of([Of(1), Of(2)]));
    }

    /// <summary>The committed digest holds on every machine, with and without hardware vectors: one that moves without a change of a strategy is a defect.</summary>
    [Theory]
    [InlineData("grid", "33feb64c2ac763b8")]
    [InlineData("random", "c242eb12a74ac59a")]
    [InlineData("bayesian", "81639d9c4774cf09")]
    [InlineData("halving", "d1a8b7281e0ff2ae")]
    public async Task Trials_are_the_same_on_every_machine(string strategy, string expected)
    {
        // A whole number divided by a power of two: nothing here depends on the machine's own functions.
        static TrialResult Exact(Trial trial)
        {
            var key = trial.Key;
            var hash = key.Aggregate(17L, (sum, c) => (sum * 31 + c) % 65_521);
            return new TrialResult(trial.Parameters, trial.RowShare, [hash / 65_536.0]);
        }

        var outcome = await Searches.RunAsync(Make(strategy), Exact);
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Searches.Board(outcome)))));
        Assert.Equal(expected, digest[..16]);
    }

    [Theory]
    [InlineData("1/1", true)]
    [InlineData("4/4", true)]
    [InlineData("0/4", false)]
    [InlineData("5/4", false)]
    [InlineData("4", false)]
    [InlineData("-1/4", false)]
    [InlineData("1/4/2", false)]
    public void Shard_is_read_strictly(string text, bool isShard) => Assert.Equal(isShard, Shard.TryParse(text, null, out _));

    private static ISearchStrategy Make(string name) => name switch
    {
        "grid" => new GridSearch(Searches.Options(Searches.Forest, 100), points: 5),
        "random" => new RandomSearch(Searches.Options(Searches.Forest, 23)),
        "bayesian" => new TreeParzenSearch(Searches.Options(Searches.Forest, 23), new TreeParzenOptions { InitialTrials = 7, Batch = 5 }),
        "halving" => new SuccessiveHalving(Searches.Options(Searches.Forest, 20), HalvingResource.Rows),
        _ => new SuccessiveHalving(Searches.Options(Searches.Forest, 20), HalvingResource.Of("trees", 90)),
    };

    private static TrialResult Run(Trial trial)
    {
        var plain = trial with { Parameters = new ParameterValues(trial.Parameters.All.Where(v => v.Key != "trees")) };
        return Searches.Bowl(plain) with { Parameters = trial.Parameters };
    }

    private static Task<SearchOutcome> ShardAsync(string strategy, int number, ConcurrentDictionary<string, TrialResult> store, int count = 4) => Search.RunAsync(
        Make(strategy),
        Find(store),
        (trial, _) => Task.FromResult(store[trial.Key] = Run(trial)),
        new SearchOptions { Shard = new Shard(number, count) },
        CancellationToken.None);

    private static FindTrial Find(ConcurrentDictionary<string, TrialResult> store) => (trial, _) => Task.FromResult(store.GetValueOrDefault(trial.Key));

    private sealed class ManualClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
