using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Tests.Peers;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Linear;

/// <summary>Multinomial regression with an L1 penalty is where its loss is least, by conditions that are computed here and by scikit-learn.</summary>
public sealed class SparseMultinomialTests
{
    private static MultinomialModel Train(TrainingSet set, double l1, double l2, int threads = 1) =>
        (MultinomialModel)new MultinomialRegression(new LinearOptions { L1 = l1, L2 = l2, MostIterations = 500 }).Train(set, new TrainingOptions(threads), TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(0.5, 1e-9, false)]
    [InlineData(2, 1, false)]
    [InlineData(8, 0.5, true)]
    [InlineData(1000, 1, false)]
    public void No_subgradient_is_left_at_the_solution(double l1, double l2, bool weighted)
    {
        var set = Reference.Table("wine", weighted);
        var model = Train(set, l1, l2);
        var (width, classes) = (model.Weights.Count / model.Outputs, model.Outputs);
        var p = model.Predict(set.Features);
        for (var c = 0; c < classes; c++)
        {
            for (var place = 0; place < width; place++)
            {
                var w = model.Weights[c * width + place];
                var factors = Factors(set, model, place, width);
                var slope = Enumerable.Range(0, set.Target.Length).Sum(row => (set.Weights?[row] ?? 1) * factors[row] * (p[row * classes + c] - (set.Target[row] == c ? 1 : 0)));
                if (place == width - 1) Assert.InRange(Math.Abs(slope), 0, 1e-6);
                else if (w == 0) Assert.InRange(Math.Abs(slope), 0, l1 + 1e-6);
                else Assert.Equal(0, slope + l2 * w + l1 * Math.Sign(w), 1e-6);
            }
        }

        var zeros = Enumerable.Range(0, model.Weights.Count).Count(i => i % width < width - 1 && i % 2 == 0 && model.Weights[i] == 0);
        Assert.InRange(zeros, l1 == 1000 ? 39 : 1, l1 == 1000 ? 39 : 38);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(0.7, 0.1)]
    public void It_equals_the_elastic_net_of_scikit_learn_on_wine(double l1, double l2)
    {
        var set = Reference.Table("wine", weighted: false);
        var data = set.Features.Columns.ToDictionary(c => c.Name, c => c.ToNumbers());
        data["y"] = set.Target;
        var theirs = Python.Run("sklearn", data, $$"""
            import warnings
            from sklearn.linear_model import LogisticRegression
            y = data.pop('y')
            X = np.column_stack(list(data.values()))
            X = (X - X.mean(0)) / X.std(0)
            l1, l2 = {{Python.Of(l1)}}, {{Python.Of(l2)}}
            m = LogisticRegression(penalty='elasticnet', solver='saga', C=1 / (l1 + l2), l1_ratio=l1 / (l1 + l2), tol=1e-10, max_iter=200000, multi_class='multinomial').fit(X, y)
            print(json.dumps({'p': m.predict_proba(X).ravel().tolist(), 'zeros': [float((m.coef_ == 0).sum())]}))
            """);

        var model = Train(set, l1, l2);

        Reference.Close(theirs["p"], model.Predict(set.Features), 1e-6);
        var width = model.Weights.Count / 3;
        Assert.Equal(theirs["zeros"][0], Enumerable.Range(0, 39).Count(i => model.Weights[i / 13 * width + 2 * (i % 13)] == 0));
    }

    [Fact]
    public void The_bytes_do_not_depend_on_threads_and_read_back()
    {
        var set = Reference.Table("wine", weighted: true);
        using var one = new MemoryStream();
        using var many = new MemoryStream();
        Train(set, 1, 0.5).Write(one);
        Train(set, 1, 0.5, threads: 4).Write(many);
        Assert.Equal(one.ToArray(), many.ToArray());
        one.Position = 0;
        Assert.Equal(Train(set, 1, 0.5).Predict(set.Features), Loading.ModelFormats.Read(one).Predict(set.Features));
    }

    [Fact]
    public void A_loss_never_rises()
    {
        var curve = Train(Reference.Table("wine", weighted: false), 1, 0.01).LearningCurve;
        Assert.All(curve.Zip(curve.Skip(1)), pair => Assert.True(pair.Second <= pair.First));
    }

    // A number's place is its standardised value; the odd places stand for missing values, of which there are none.
    private static double[] Factors(TrainingSet set, MultinomialModel model, int place, int width)
    {
        if (place == width - 1) return [.. set.Target.Select(_ => 1.0)];
        if (place % 2 == 1) return new double[set.Target.Length];
        var term = (NumberTerm)model.Terms[place / 2];
        return [.. ((NumberColumn)set.Features[model.Inputs[place / 2].Name]).Values.ToArray().Select(v => (v - term.Mean) / term.Deviation)];
    }
}
