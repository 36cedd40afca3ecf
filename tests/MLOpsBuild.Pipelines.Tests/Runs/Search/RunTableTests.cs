using MLOpsBuild.Data.Validation.Expressions;
using MLOpsBuild.Pipelines.Runs.Search;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Runs.Search;

public sealed class RunTableTests
{
    private static readonly RunTable Table = new(
    [
        Summary("run-4", 0.84, ("train.trees", "200"), ("window", "2001-04")),
        Summary("run-3", 0.83, ("train.trees", "300"), ("window", "2001-03")),
        Summary("run-2", null, ("train.trees", "100")),
        Summary("run-1", 0.84, ("train.trees", "90"), ("window", "last 3"), ("auc", "a parameter")),
    ]);

    [Theory]
    [InlineData("auc > 0.83 and train.trees >= 200", "run-4")]
    [InlineData("log-loss < 0.165", "run-4 run-1")]
    [InlineData("`log-loss` < 0.165 and not train.trees = 200", "run-1")]
    [InlineData("auc - 0.01 > 0.825", "run-4 run-1")]
    [InlineData("auc-0.01>0.825", "run-4 run-1")]
    [InlineData("auc is null", "run-2")]
    [InlineData("window = '2001-04'", "run-4")]
    [InlineData("window like '2001%'", "run-4 run-3")]
    [InlineData("train.trees in (90, 100)", "run-2 run-1")]
    [InlineData("auc < 2", "run-4 run-3 run-1")]
    [InlineData("not auc < 2", "")]
    [InlineData("run = 'run-2' or metrics.auc = 0.83", "run-3 run-2")]
    [InlineData("parameters.auc = 'a parameter'", "run-1")]
    [InlineData("started >= '2026-01-31' and state = 'finished' and kind = 'usual' and dirty = 'no'", "run-4 run-3 run-2 run-1")]
    [InlineData("window = 'train.trees'", "")]
    [InlineData("seconds * 2 = 3", "run-4 run-3 run-2 run-1")]
    public void Runs_are_found_by_facts_metrics_and_parameters(string expression, string found)
    {
        Assert.Equal(found.Split(' ', StringSplitOptions.RemoveEmptyEntries), Table.Where(expression).Select(r => r.Id));
    }

    [Theory]
    [InlineData("acu > 0.8", 1, "did you mean 'auc'?")]
    [InlineData("auc > 0.8 and train.tres > 1", 15, "there is no column 'train.tres'; did you mean 'train.trees'?")]
    [InlineData("log-loss < 0.2 and nothing < 1", 20, "there is no column 'nothing'")]
    [InlineData("auc >", 6, "a value was expected, not the end")]
    [InlineData("auc", 1, "must be a condition, not a number")]
    [InlineData("window > 3", 8, "")]
    [InlineData("auc > 0.8; drop", 10, "';' has no meaning here")]
    [InlineData("'open", 1, "is not closed")]
    [InlineData("", 1, "a value was expected")]
    public void What_is_no_condition_is_refused_with_the_place(string expression, int position, string problem)
    {
        var refused = Assert.Throws<RowConditionException>(() => Table.Where(expression));

        Assert.Equal(position, refused.Position);
        Assert.Contains(problem, refused.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-auc", "run-4 run-1 run-3 run-2")]
    [InlineData("auc", "run-3 run-4 run-1 run-2")]
    [InlineData("train.trees", "run-1 run-2 run-4 run-3")]
    [InlineData("-window", "run-1 run-4 run-3 run-2")]
    [InlineData("-auc train.trees", "run-1 run-4 run-3 run-2")]
    [InlineData("", "run-4 run-3 run-2 run-1")]
    public void Runs_are_sorted_and_those_without_a_value_come_last(string keys, string order)
    {
        var sorted = Table.Sort(Table.Where("steps >= 0"), keys.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(order.Split(' '), sorted.Select(r => r.Id));
    }

    [Fact]
    public void A_parameter_that_is_a_number_in_every_run_compares_as_one()
    {
        // As texts, 90 would come after 300.
        Assert.Equal(["run-1"], Table.Where("train.trees < 100").Select(r => r.Id));
        Assert.Equal(90.0, Table.Value(Table.Where("run = 'run-1'")[0], "train.trees"));
        Assert.Equal("last 3", Table.Value(Table.Where("run = 'run-1'")[0], "window"));
    }

    [Fact]
    public void Names_say_what_an_expression_uses()
    {
        Assert.Equal(["log-loss", "train.trees"], Table.NamesIn("train.trees > 1 or log-loss > 1"));
        Assert.Contains("auc", Table.Names);
        Assert.True(Table.Knows("metrics.log-loss"));
        Assert.False(Table.Knows("nothing"));
        Assert.Throws<KeyNotFoundException>(() => Table.Sort([], "nothing"));
    }

    private static RunSummary Summary(string id, double? auc, params (string, string)[] parameters) => RunSummary.Of(Recorded.Run(id, auc, parameters));
}
