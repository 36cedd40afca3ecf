using System.Text.Json;
using MLOpsBuild.Learning.Explanation;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Explanation;

public sealed class DependenceTests
{
    private static readonly Table Rows = Models.Rows((0, 0, "k0"), (1, 2, "k1"), (2, 4, "k0"), (5, 2, "k0"));

    [Fact]
    public void Curve_of_a_linear_model_is_a_line_through_the_mean_of_the_others()
    {
        var curve = PartialDependence.Of(Models.Linear(), Rows, "a", new DependenceOptions());

        // 1 − 3·2 + 0.5/4 + 2a.
        Assert.Equal([0, 1, 2, 5], curve.Points.Select(p => p.Value.Number));
        Assert.All(curve.Points, p => Assert.Equal(1 - 6 + 0.125 + 2 * p.Value.Number, p.Mean, 1e-12));
        Assert.Equal([[1.0, 3, 5, 11], [-4.5, -2.5, -0.5, 5.5], [-11, -9, -7, -1], [-5, -3, -1, 5]], curve.Individual);
    }

    [Fact]
    public void Texts_and_integers_have_curves_too()
    {
        var texts = PartialDependence.Of(Models.Linear(), Rows, "c", new DependenceOptions { Rows = 0 });
        Assert.Equal([("k0", -1.0), ("k1", -0.5)], texts.Points.Select(p => (p.Value.Text!, p.Mean)));
        Assert.Empty(texts.Individual);

        var integers = new Table([new IntegerColumn("x", [.. Enumerable.Range(0, 1001).Select(i => (long)i)])]);
        var curve = PartialDependence.Of(new FunctionModel(["x"], v => v[0]), integers, "x", new DependenceOptions { Points = 3 });
        Assert.Equal([50, 500, 950], curve.Points.Select(p => p.Value.Integer));
    }

    [Fact]
    public void Grid_leaves_out_the_tails_and_the_scale_may_be_log_odds()
    {
        var random = new SeededRandom(3);
        var rows = Models.Rows([.. Enumerable.Range(0, 101).Select(i => ((double)i, random.NextDouble(), "k0"))]);
        var curve = PartialDependence.Of(Models.Linear(), rows, "a", new DependenceOptions { Points = 10 });
        Assert.Equal((5, 95, 10), (curve.Points[0].Value.Number, curve.Points[^1].Value.Number, curve.Points.Count));

        var odds = PartialDependence.Of(Models.Linear(LearningTask.Binary), Rows, "b", new DependenceOptions { Scale = PredictionScale.LogOdds });
        Assert.All(odds.Points, p => Assert.Equal(1 + 4 + 0.125 - 3 * p.Value.Number, p.Mean, 1e-9));
    }

    [Fact]
    public void Wrong_questions_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PartialDependence.Of(Models.Linear(), Rows, "d", new DependenceOptions()));
        Assert.Throws<ArgumentException>(() => PartialDependence.Of(Models.Linear(), Rows.Take([]), "a", new DependenceOptions()));
        Assert.Throws<ArgumentException>(() => PartialDependence.Of(Models.Linear(), Models.Rows((double.NaN, 1, "k0")), "a", new DependenceOptions()));
    }

    [Fact]
    public void Curves_are_those_of_scikit_learn()
    {
        static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];
        var root = JsonDocument.Parse(File.ReadAllBytes(TestData.Find("explanation/reference.json"))).RootElement;
        string[] names = [.. root.GetProperty("names").EnumerateArray().Select(n => n.GetString()!)];
        var rows = new Table([.. root.GetProperty("rows").EnumerateArray().Select((values, i) => new NumberColumn(names[i], Numbers(values)))]);
        foreach (var c in root.GetProperty("cases").EnumerateArray())
        {
            var weights = Numbers(c.GetProperty("coefficients")).Zip(names).ToDictionary(w => w.Second, w => w.First);
            var model = new LinearCoefficients(c.GetProperty("intercept").GetDouble(), weights, new Dictionary<string, double>(), new Dictionary<string, IReadOnlyDictionary<string, double>>())
                .ToModel(Enum.Parse<LearningTask>(c.GetProperty("task").GetString()!), [.. names.Select(n => new ModelInput(n, ColumnType.Number))]);
            var options = new DependenceOptions { Points = c.GetProperty("points").GetInt32(), Tails = c.GetProperty("tails").GetDouble(), Rows = 3 };
            var curve = PartialDependence.Of(model, rows, c.GetProperty("input").GetString()!, options);

            Assert.Equal(Numbers(c.GetProperty("values")), curve.Points.Select(p => p.Value.Number), (a, b) => Math.Abs(a - b) < 1e-9);
            Assert.Equal(Numbers(c.GetProperty("mean")), curve.Points.Select(p => p.Mean), (a, b) => Math.Abs(a - b) < 1e-9);
            foreach (var (theirs, ours) in c.GetProperty("individual").EnumerateArray().Zip(curve.Individual))
            {
                Assert.Equal(Numbers(theirs), ours, (a, b) => Math.Abs(a - b) < 1e-9);
            }
        }
    }

    [Fact]
    public void Output_of_several_is_chosen()
    {
        var model = new FunctionModel(["x"], v => v[0], v => 10 * v[0]);
        var rows = new Table([new NumberColumn("x", [1, 2])]);

        Assert.Equal([10.0, 20], PartialDependence.Of(model, rows, "x", new DependenceOptions { Output = 1 }).Points.Select(p => p.Mean));
        Assert.Equal(5, new RowExplainer(model, rows, new RowExplanationOptions { Output = 1 }).Explain(rows, 1).Contributions[0].Amount);
    }
}
