using MLOpsBuild.Learning.Tests.Linear;
using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Transforms;

public sealed class NumberTransformTests
{
    private static readonly Table Tens = new([new NumberColumn("x", [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])]);
    private static readonly Table Others = new([new NumberColumn("x", [-5, 0, 25, 50, 1000, double.NaN])]);

    [Fact]
    public void Robust_scale_uses_the_quartiles_of_NumPy()
    {
        var set = Reference.Table("breast-cancer");
        var theirs = Reference.Of("quartiles").Rows();
        var maps = ((FittedColumns)Fitting.Fit(new Scaling { Method = ScalingMethod.Robust }, set.Features).Fitted).Maps.Cast<ScalingMap>().ToArray();

        Reference.Close(theirs[0], [.. maps.Select(m => m.Offset)], 1e-14);
        Reference.Close(theirs[1], [.. maps.Select(m => m.Spread)], 1e-14);
    }

    [Fact]
    public void Numbers_are_clipped_at_fixed_bounds_or_quantiles()
    {
        Assert.Equal([0, 0, 25, 50, 90, double.NaN], Fitting.Numbers(Fitting.Reread(Tens, new Clipping { Low = 0, High = 90 }).Apply(Others), "x"));
        Assert.Equal([10, 10, 25, 50, 90, double.NaN], Fitting.Numbers(Fitting.Reread(Tens, new Clipping { Share = 0.1 }).Apply(Others), "x"));
        Assert.Throws<ArgumentException>(() => Fitting.Fit(new Clipping { Low = 2, High = 1 }, Tens));
    }

    [Fact]
    public void Numbers_are_binned_by_width_or_quantiles()
    {
        var skewed = new Table([new NumberColumn("x", [0, 0, 0, 0, 0, 1, 2, 3, 4, 100])]);

        Assert.Equal([0, 0, 1, 2, 3, double.NaN], Fitting.Numbers(Fitting.Reread(Tens, new Binning { Bins = 4 }).Apply(Others), "x"));
        // The quartiles are 0, 0.5 and 2.75; a cut at the least value parts nothing.
        Assert.Equal([0.0, 0, 0, 0, 0, 1, 1, 2, 2, 2], Fitting.Numbers(Fitting.Fit(new Binning { Bins = 4, Method = BinningMethod.Quantiles }, skewed).Training, "x"));
        Assert.Equal<string?>(["bin 0", "bin 0", "bin 1", "bin 2", "bin 3", null], Fitting.Texts(Fitting.Reread(Tens, new Binning { Bins = 4, AsText = true }).Apply(Others), "x"));
    }

    [Fact]
    public void Column_without_spread_is_one_bin() =>
        Assert.Equal([0.0, 0], Fitting.Numbers(Fitting.Fit(new Binning(), new Table([new NumberColumn("x", [3, 3])])).Training, "x"));

    [Fact]
    public void Products_and_crossings_are_added()
    {
        var rows = new Table([new NumberColumn("a", [2, double.NaN]), TextColumn.Of("t", ["x|y", "b"]), new IntegerColumn("b", [3, 4]), TextColumn.Of("u", ["z", null])]);
        var all = Fitting.Reread(rows, new Interactions()).Apply(rows);
        var named = Fitting.Reread(rows, new Interactions { Pairs = [("b", "b"), ("u", "t")] }).Apply(rows);

        Assert.Equal(["a", "t", "b", "u", "a*b", "t|u"], Fitting.Names(all));
        Assert.Equal([6, double.NaN], Fitting.Numbers(all, "a*b"));
        Assert.Equal<string?>(["x\\|y|z", null], Fitting.Texts(all, "t|u"));
        Assert.Equal([9.0, 16], Fitting.Numbers(named, "b*b"));
        Assert.Equal<string?>(["z|x\\|y", null], Fitting.Texts(named, "u|t"));
        Assert.Throws<ArgumentException>(() => Fitting.Fit(new Interactions { Pairs = [("a", "t")] }, rows));
    }

    [Fact]
    public void Crossings_of_different_pairs_differ()
    {
        var rows = new Table([TextColumn.Of("t", ["x|y", "x", "x\\", "x\\|"]), TextColumn.Of("u", ["z", "y|z", "|z", "z"])]);

        Assert.Equal(4, Fitting.Texts(Fitting.Fit(new Interactions(), rows).Training, "t|u").Distinct().Count());
    }

    [Fact]
    public void Columns_are_selected_by_importance()
    {
        var set = Reference.Table("breast-cancer");
        var selection = new SelectionByImportance(new BoostedTrees(new BoostedTreesOptions { Trees = 20, Depth = 3 })) { Most = 3 };
        var fit = selection.Fit(set, Fitting.Options, TestContext.Current.CancellationToken);
        var model = selection.Trainer.Train(set, Fitting.Options, TestContext.Current.CancellationToken);
        var best = model.Inputs.Select((input, i) => (input.Name, Share: model.Importance[i])).OrderByDescending(i => i.Share).Take(3).Select(i => i.Name);

        Assert.Equal(best.Order(), fit.Training.Columns.Select(c => c.Name).Order());
        Assert.Throws<ArgumentException>(() => Fitting.Fit(new SelectionByImportance(new MLOpsBuild.Learning.Linear.RidgeRegression()), Tens));
    }

    [Fact]
    public void Columns_are_selected_by_correlation()
    {
        var rows = new Table(
        [
            new NumberColumn("noise", [1, -1, 1, -1]), new NumberColumn("copy", [1, 2, 3, 5]), new NumberColumn("best", [1, 2, 3, 4]),
            new NumberColumn("flat", [7, 7, 7, 7]), TextColumn.Of("t", ["a", "b", "c", "d"]),
        ]);
        double[] target = [2, 4, 6, 8];

        Assert.Equal(["noise", "best", "flat", "t"], Fitting.Names(Fitting.Fit(new SelectionByCorrelation(), rows, target).Training));
        Assert.Equal(["copy", "best", "t"], Fitting.Names(Fitting.Fit(new SelectionByCorrelation { MostAmong = 1, LeastWithTarget = 0.5 }, rows, target).Training));
        Assert.Equal(["copy", "best", "flat", "t"], Fitting.Names(Fitting.Fit(new SelectionByCorrelation { Columns = ["noise"], LeastWithTarget = 0.9 }, rows, target).Training));
        Assert.Throws<ArgumentException>(() => Fitting.Fit(new SelectionByCorrelation { LeastWithTarget = 1 }, new Table([rows["flat"]]), target));
    }

    [Fact]
    public void Principal_components_replace_numbers()
    {
        var set = Reference.Table("breast-cancer");
        var chain = Fitting.Reread(set.Features, new PrincipalProjection { Components = 4 });
        var whitened = Fitting.Reread(set.Features, new PrincipalProjection { Whiten = true, Share = 0.9999 }).Apply(set.Features);
        var theirs = Reference.Of("pca").GetProperty("places").Rows();
        var ours = chain.Apply(set.Features);

        Assert.Equal(["pc1", "pc2", "pc3", "pc4"], Fitting.Names(ours));
        for (var k = 0; k < 4; k++) Reference.Close([.. theirs.Select(row => Math.Abs(row[k]))], [.. Fitting.Numbers(ours, $"pc{k + 1}")[..10].Select(Math.Abs)], 1e-8);
        Assert.All(whitened.Columns, c => Assert.Equal(1, c.ToNumbers().Sum(v => v * v) / (c.Count - 1), 1e-9));
        Assert.Throws<ArgumentException>(() => Fitting.Fit(new PrincipalProjection(), Others));
        Assert.Throws<ArgumentException>(() => Fitting.Fit(new PrincipalProjection { Components = 2 }, Tens));
    }
}
