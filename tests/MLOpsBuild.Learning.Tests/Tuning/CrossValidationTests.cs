using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Splits;
using MLOpsBuild.Learning.Tests.RealData;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Learning.Tuning;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Tuning;

public sealed class CrossValidationTests
{
    [Fact]
    public void Loss_is_measured_on_rows_that_were_not_learned_from()
    {
        var set = new TrainingSet(new Table([new NumberColumn("x", [1, 2, 3, 4])]), [0, 2, 5, 7]);
        var losses = CrossValidation.Losses(new PriorModel(LearningTask.Regression), set, [new Fold([0, 1], [2, 3]), new Fold([2, 3], [1])], new TrainingOptions());
        // Mean 1 against 5 and 7: sqrt((16 + 36) / 2). Mean 6 against 2: 4.
        Assert.Equal([Math.Sqrt(26), 4], losses);
    }

    [Fact]
    public void Smaller_share_of_rows_is_part_of_the_larger_one_and_keeps_their_order()
    {
        int[] rows = [.. Enumerable.Range(10, 1000)];
        var half = CrossValidation.Part(rows, null, 0.5, 7);
        var tenth = CrossValidation.Part(rows, null, 0.1, 7);
        Assert.Equal((500, 100), (half.Length, tenth.Length));
        Assert.Subset(half.ToHashSet(), tenth.ToHashSet());
        Assert.Equal(tenth.Order(), tenth);
        Assert.Equal(rows, CrossValidation.Part(rows, null, 1, 7));
    }

    [Fact]
    public void Share_of_grouped_rows_takes_whole_groups()
    {
        int[] groups = [.. Enumerable.Range(0, 100).Select(i => i / 10)];
        var part = CrossValidation.Part([.. Enumerable.Range(0, 100)], groups, 0.3, 1);
        Assert.Equal(30, part.Length);
        Assert.All(part.GroupBy(r => groups[r]), g => Assert.Equal(10, g.Count()));
    }

    [Fact]
    public void Empty_fold_is_refused()
    {
        var set = new TrainingSet(new Table([new NumberColumn("x", [1, 2])]), [0, 2]);
        Assert.Throws<ArgumentException>(() => CrossValidation.Losses(new PriorModel(LearningTask.Regression), set, [new Fold([0, 1], [])], new TrainingOptions()));
        Assert.Throws<ArgumentException>(() => CrossValidation.Losses(new PriorModel(LearningTask.Regression), set, [], new TrainingOptions()));
    }

    [Fact]
    public async Task Automatic_search_on_real_departures_prefers_trees_and_is_the_same_on_any_number_of_threads()
    {
        var (set, days) = Departures.Between("2001-01-15", "2001-02-15");
        var middle = days.Length / 2;
        Fold[] folds = [new([.. Enumerable.Range(0, middle)], [.. Enumerable.Range(middle, days.Length - middle)])];
        var candidates = AutoTrainCandidates.For(LearningTask.Binary).Select(c => c.Name == "boosted-trees" ? Small(c) : c).ToArray();
        AutoTrain Search(int parallel) => new(new AutoTrainOptions { Task = LearningTask.Binary, Trials = 9, Candidates = candidates, Parallel = parallel });
        var one = await Search(1).RunAsync(set, folds, new TrainingOptions(), CancellationToken.None);
        var many = await Search(3).RunAsync(set, folds, new TrainingOptions(2), CancellationToken.None);
        Assert.Equal(one.Leaderboard.Entries, many.Leaderboard.Entries);
        Assert.True(one.IsComplete);
        Assert.Equal(9, one.Leaderboard.Entries.Count);
        Assert.Equal("trainer=prior", one.Leaderboard.Entries[^1].Result.Key);
        Assert.True(one.Leaderboard.Best!.Result.Mean < 0.9 * one.Leaderboard.Entries[^1].Result.Mean);
        Assert.Equal(LearningTask.Binary, one.Best.Train(set, new TrainingOptions(), CancellationToken.None).Task);
    }

    [Fact]
    public void Automatic_search_tries_every_method_with_its_defaults_first()
    {
        foreach (var task in new[] { LearningTask.Binary, LearningTask.Regression })
        {
            var search = new AutoTrain(new AutoTrainOptions { Task = task });
            foreach (var candidate in AutoTrainCandidates.For(task))
            {
                var values = candidate.Default.All.Select(v => KeyValuePair.Create($"{candidate.Name}.{v.Key}", v.Value)).Append(KeyValuePair.Create("trainer", candidate.Name));
                Assert.Null(search.Space.WhyNot(new ParameterValues(values)));
            }
        }
    }

    [Fact]
    public void Preparation_is_searched_where_there_is_a_choice()
    {
        var options = new AutoTrainOptions { Task = LearningTask.Binary, Preparations = [Preparation.None, new Preparation("half", trainer => new Renamed(trainer))] };
        var search = new AutoTrain(options);
        Assert.Equal("half prior", search.Create(Searches.Values(("trainer", "prior"), ("preparation", "half"))).Name);
        Assert.Equal("prior", search.Create(Searches.Values(("trainer", "prior"), ("preparation", "none"))).Name);
    }

    [Fact]
    public void Time_without_a_single_trial_is_told()
    {
        var search = new AutoTrain(new AutoTrainOptions { Task = LearningTask.Regression, Time = TimeSpan.Zero });
        var set = new TrainingSet(new Table([new NumberColumn("x", [1, 2])]), [0, 2]);
        Assert.Throws<InvalidOperationException>(() => search.RunAsync(set, [new Fold([0], [1])], new TrainingOptions(), CancellationToken.None).GetAwaiter().GetResult());
    }

    private static TrainerCandidate Small(TrainerCandidate trees) => trees with
    {
        Parameters = [.. trees.Parameters.Select(p => p.Name == "trees" ? new IntegerDimension("trees", 5, 30) : p)],
        Default = trees.Default.With("trees", "20"),
        Create = (task, values) => new BoostedTrees(new BoostedTreesOptions { Task = task, Trees = values.Integer("trees"), Depth = values.Integer("depth"), LearningRate = 0.2 }),
    };

    private sealed class Renamed(ITrainer trainer) : ITrainer
    {
        public string Name => "half " + trainer.Name;

        public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) => trainer.Train(set, options, cancellationToken);
    }
}
