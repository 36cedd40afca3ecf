using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Transforms;

public sealed class ColumnTransformTests
{
    private static readonly Table Rows = new(
    [
        new NumberColumn("x", [1, double.NaN, 2, 2, 7]),
        TextColumn.Of("t", ["b", "a", null, "b", "c"]),
        new IntegerColumn("n", [4, 0, 6, 8, 9], [2]),
    ]);

    [Theory]
    [InlineData(ImputationMethod.Mean, 3)]
    [InlineData(ImputationMethod.Median, 2)]
    [InlineData(ImputationMethod.MostFrequent, 2)]
    [InlineData(ImputationMethod.Constant, -5)]
    public void Missing_numbers_are_imputed(ImputationMethod method, double expected)
    {
        var table = Fitting.Reread(Rows, new Imputation { Method = method, Columns = ["x"], Number = -5, Indicator = true }).Apply(Rows);

        Assert.Equal([1, expected, 2, 2, 7], Fitting.Numbers(table, "x"));
        Assert.Equal([0, 1, 0, 0, 0], Fitting.Numbers(table, "x (missing)"));
        Assert.Equal(["x", "x (missing)", "t", "n"], Fitting.Names(table));
    }

    [Theory]
    [InlineData(ImputationMethod.MostFrequent, "b")]
    [InlineData(ImputationMethod.Constant, "none")]
    public void Missing_texts_are_imputed(ImputationMethod method, string expected) =>
        Assert.Equal<string?>(["b", "a", expected, "b", "c"], Fitting.Texts(Fitting.Reread(Rows, new Imputation { Method = method, Text = "none" }).Apply(Rows), "t"));

    [Fact]
    public void A_column_without_values_can_not_be_imputed_from_itself()
    {
        var error = Assert.Throws<ArgumentException>(() => Fitting.Fit(new Imputation(), new Table([new NumberColumn("x", [double.NaN])])));
        Assert.Contains("'x' has no number", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ScalingMethod.Standard, new[] { -1.0, 0, 1 })]
    [InlineData(ScalingMethod.MinMax, new[] { 0.0, 0.5, 1 })]
    [InlineData(ScalingMethod.Robust, new[] { -1.0, 0, 1 })]
    public void Numbers_are_scaled(ScalingMethod method, double[] expected)
    {
        var spread = method == ScalingMethod.Standard ? Math.Sqrt(1.5) : 1;
        var scaled = Fitting.Reread(new Table([new NumberColumn("x", [2, 4, 6])]), new Scaling { Method = method }).Apply(new Table([new NumberColumn("x", [2, 4, 6, double.NaN])]));

        Assert.Equal([.. expected.Select(v => v * spread), double.NaN], Fitting.Numbers(scaled, "x"), (a, b) => double.IsNaN(a) ? double.IsNaN(b) : Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_column_without_spread_is_only_moved() =>
        Assert.Equal([0.0, 0], Fitting.Numbers(Fitting.Fit(new Scaling(), new Table([new NumberColumn("x", [0.1, 0.1])])).Training, "x"), (a, b) => Math.Abs(a - b) < 1e-15);

    [Fact]
    public void One_hot_folds_rare_categories_and_gives_missing_ones_a_column()
    {
        var chain = Fitting.Reread(Rows, new OneHot { LeastRows = 2, Unseen = UnseenCategory.Rare });
        var table = chain.Apply(new Table([Rows["x"], TextColumn.Of("t", ["b", "a", null, "new", "c"]), Rows["n"]]));

        Assert.Equal(["x", "t=b", "t (rare)", "t (missing)", "n"], Fitting.Names(table));
        Assert.Equal([1.0, 0, 0, 0, 0], Fitting.Numbers(table, "t=b"));
        Assert.Equal([0.0, 1, 0, 1, 1], Fitting.Numbers(table, "t (rare)"));
        Assert.Equal([0.0, 0, 1, 0, 0], Fitting.Numbers(table, "t (missing)"));
    }

    [Fact]
    public void Unseen_category_has_no_column_or_is_refused()
    {
        var unseen = new Table([TextColumn.Of("t", ["new"])]);
        var training = new Table([Rows["t"]]);

        Assert.All(Fitting.Reread(training, new OneHot()).Apply(unseen).Columns, c => Assert.Equal([0.0], c.ToNumbers()));
        var error = Assert.Throws<ArgumentException>(() => Fitting.Reread(training, new OneHot { Unseen = UnseenCategory.Refuse }).Apply(unseen));
        Assert.Contains("'new' of column 't'", error.Message, StringComparison.Ordinal);
        // The text stands in the dictionary, but in no row that is left.
        Assert.Equal(1, Fitting.Reread(training, new OneHot { Unseen = UnseenCategory.Refuse }).Apply(new Table([TextColumn.Of("t", ["new", "a"])]).Take([1]))["t=a"].ToNumbers()[0]);
    }

    [Fact]
    public void Only_the_most_frequent_categories_get_a_column() =>
        Assert.Equal(["t=a", "t=b", "t (rare)", "t (missing)"], Fitting.Names(Fitting.Fit(new OneHot { MostCategories = 2 }, new Table([Rows["t"]])).Training));

    [Fact]
    public void Columns_that_are_not_there_or_do_not_fit_are_refused()
    {
        Assert.Contains("there are x, t, n", Assert.Throws<ArgumentException>(() => Fitting.Fit(new Scaling { Columns = ["y"] }, Rows)).Message, StringComparison.Ordinal);
        Assert.Contains("'t' is Text", Assert.Throws<ArgumentException>(() => Fitting.Fit(new Scaling { Columns = ["t"] }, Rows)).Message, StringComparison.Ordinal);
        Assert.Contains("'x' is Number", Assert.Throws<ArgumentException>(() => Fitting.Fit(new OneHot { Columns = ["x"] }, Rows)).Message, StringComparison.Ordinal);
    }
}
