using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Behaviours;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Tests.Behaviours;

public sealed class BehaviourTests
{
    private static readonly Table Rows = new([new NumberColumn("x", [0, 1, 2, double.NaN]), TextColumn.Of("place", ["a", "b", "a", "a"]), new IntegerColumn("count", [1, 2, 3, 4])]);

    private static readonly ITrainedModel Model = new Formula(row => (2 * Zero(row("x").Number)) - row("count").Number);

    [Fact]
    public void A_model_that_follows_the_direction_holds_and_says_what_was_tried()
    {
        var result = Behaviour.Of(Model).OnRows(Rows).Raising("x", by: 1).NeverLowers();

        Assert.Equal(("raising x by 1 never lowers the prediction", 3, 0), (result.Statement, result.Rows, result.Broken));
    }

    [Fact]
    public void The_worst_rows_are_reported_with_their_values_and_both_predictions()
    {
        var bent = new Formula(row => -row("x").Number * row("x").Number);

        var problem = Assert.Throws<BehaviourBrokenException>(() => Behaviour.Of(bent).OnRows(Rows).Raising("x", by: 1).NeverLowers());

        // −x²: from 0 to 1 it falls by 1, from 1 to 2 by 3, from 2 to 3 by 5.
        Assert.Equal([2, 1, 0], problem.Result.Worst.Select(w => w.Row));
        Assert.Contains("3 of 3 rows break it", problem.Message, StringComparison.Ordinal);
        Assert.Contains("row 2: -4 → -9 (x 2, place a, count 3)", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.67, false)]
    public void A_share_of_rows_may_break_it(double mostly, bool holds)
    {
        // From 0 to 1 it falls, from 1 to 2 and from 2 to 3 it rises: two of three rows hold.
        var model = new Formula(row => Math.Abs(Zero(row("x").Number) - 1.2));
        var change = Behaviour.Of(model).OnRows(Rows).Raising("x", by: 1);

        if (holds) Assert.Equal(1, change.NeverLowers(mostly).Broken);
        else Assert.Throws<BehaviourBrokenException>(() => change.NeverLowers(mostly));
    }

    [Fact]
    public void A_tolerance_lets_small_falls_pass()
    {
        var model = new Formula(row => -0.01 * Zero(row("x").Number));

        Assert.Throws<BehaviourBrokenException>(() => Behaviour.Of(model).OnRows(Rows).Raising("x", by: 1).NeverLowers());
        Assert.Equal(0, Behaviour.Of(model).OnRows(Rows).Raising("x", by: 1).NeverLowers(tolerance: 0.02).Broken);
        Assert.Equal(0, Behaviour.Of(model).OnRows(Rows).Lowering("x", by: 1).NeverLowers().Broken);
        Assert.Equal(0, Behaviour.Of(model).OnRows(Rows).Raising("x", by: 1).NeverRaises().Broken);
    }

    [Fact]
    public void Invariance_is_that_predictions_stay()
    {
        Assert.Equal(1, Behaviour.Of(Model).OnRows(Rows).Changing("place", "a").NeverChanges().Rows);
        Assert.Throws<BehaviourBrokenException>(() => Behaviour.Of(Model).OnRows(Rows).Changing("count", 1).NeverChanges());
    }

    [Fact]
    public void Several_columns_change_together_where_they_depend_on_one_another()
    {
        Table Both(Table rows) => new([new NumberColumn("x", [.. rows["x"].ToNumbers().Select(x => x + 1)]), rows["place"], new IntegerColumn("count", [.. rows["count"].ToNumbers().Select(c => (long)c + 2)])]);

        Assert.Equal(3, Behaviour.Of(new Formula(row => (2 * row("x").Number) - row("count").Number)).OnRows(Rows.Take([0, 1, 2])).Changing("both grow", Both).NeverChanges().Rows);
    }

    [Fact]
    public void A_change_that_changes_no_row_shows_nothing_and_is_broken()
    {
        var problem = Assert.Throws<BehaviourBrokenException>(() => Behaviour.Of(Model).OnRows(Rows.Take([0, 2])).Changing("place", "a").NeverChanges());

        Assert.Contains("nothing is shown", problem.Message, StringComparison.Ordinal);
        Assert.Throws<BehaviourBrokenException>(() => Behaviour.Of(Model).OnRows(Rows.Take([])).PredictsAtLeast(0));
    }

    [Fact]
    public void A_prediction_that_is_no_number_is_broken_whatever_is_asked()
    {
        var model = new Formula(_ => double.NaN);

        Assert.Throws<BehaviourBrokenException>(() => Behaviour.Of(model).OnRows(Rows).PredictsAtLeast(double.NegativeInfinity));
        Assert.Throws<BehaviourBrokenException>(() => Behaviour.Of(model).OnRows(Rows).Raising("count", by: 1).NeverLowers(tolerance: 1e9));
    }

    [Fact]
    public void Minimum_functionality_is_a_row_by_hand_and_what_must_come_of_it()
    {
        Assert.Equal(1, Behaviour.Of(Model).OnRow(("x", 3), ("place", "a"), ("count", 1)).Predicts(5, within: 0).Rows);
        Assert.Equal(1, Behaviour.Of(Model).OnRow(("x", null), ("place", null), ("count", 1)).PredictsAtMost(-1).Rows);
        Assert.Throws<BehaviourBrokenException>(() => Behaviour.Of(Model).OnRow(("x", 3), ("place", "a"), ("count", 1)).PredictsAtLeast(5.1));
    }

    [Fact]
    public void What_does_not_fit_the_model_is_named_with_what_it_takes()
    {
        Assert.Contains("'y'", Assert.Throws<ArgumentException>(() => Behaviour.Of(Model).OnRow(("x", 1), ("y", 2))).Message, StringComparison.Ordinal);
        Assert.Contains("'count' (integer) is missing", Assert.Throws<ArgumentException>(() => Behaviour.Of(Model).OnRows(Rows.Select(["x", "place"]))).Message, StringComparison.Ordinal);
        Assert.Contains("there are x, place, count", Assert.Throws<ArgumentException>(() => Behaviour.Of(Model).OnRows(Rows).Raising("xx")).Message, StringComparison.Ordinal);
        Assert.Contains("only numbers", Assert.Throws<ArgumentException>(() => Behaviour.Of(Model).OnRows(Rows).Raising("place")).Message, StringComparison.Ordinal);
        Assert.Contains("integers", Assert.Throws<ArgumentException>(() => Behaviour.Of(Model).OnRows(Rows).Raising("count", by: 0.5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Behaviour.Of(Model).OnRows(Rows).Raising("count").NeverLowers(mostly: 0));
    }

    [Fact]
    public void Of_several_classes_one_is_chosen_by_name()
    {
        var model = new Formula(_ => 0) { Classes = ["cat", "dog"], Of = (row, output) => output == 1 ? Zero(row("x").Number) : -Zero(row("x").Number) };

        Assert.Equal(0, Behaviour.Of(model).Class("dog").OnRows(Rows).Raising("x", by: 1).NeverLowers().Broken);
        Assert.Throws<BehaviourBrokenException>(() => Behaviour.Of(model).Class("cat").OnRows(Rows).Raising("x", by: 1).NeverLowers());
        Assert.Contains("it has cat, dog", Assert.Throws<ArgumentException>(() => Behaviour.Of(model).Class("cow")).Message, StringComparison.Ordinal);
        Assert.Contains(".Class(\"cat\")", Assert.Throws<ArgumentException>(() => Behaviour.Of(model).OnRows(Rows).Raising("x").NeverLowers()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_step_a_number_moves_by_its_standard_deviation() =>
        // Of 0, 1 and 2 it is √(2/3).
        Assert.Equal("raising x by 0.8165 never lowers the prediction", Behaviour.Of(Model).OnRows(Rows).Raising("x").NeverLowers().Statement);

    private static double Zero(double value) => double.IsNaN(value) ? 0 : value;

    private sealed class Formula(Func<Func<string, Cell>, double> formula) : ITrainedModel
    {
        public string Format => "formula";

        public LearningTask Task => Classes.Count > 0 ? LearningTask.Multiclass : LearningTask.Regression;

        public IReadOnlyList<ModelInput> Inputs { get; } = [new("x", ColumnType.Number), new("place", ColumnType.Text), new("count", ColumnType.Integer)];

        public IReadOnlyList<string> Classes { get; init; } = [];

        public int Outputs => Math.Max(1, Classes.Count);

        public Func<Func<string, Cell>, int, double> Of { get; init; } = (row, _) => formula(row);

        public IReadOnlyList<double> LearningCurve => [];

        public IReadOnlyList<double> Importance => [];

        public double[] Predict(Table rows) => [.. Enumerable.Range(0, rows.RowCount * Outputs).Select(i => Of(name => rows[name][i / Outputs], i % Outputs))];

        public void Write(Stream stream) => stream.WriteByte(1);
    }
}
