using MLOpsBuild.Learning.Tests.Trees;
using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Learning.Tests.Peers;

public sealed class RankingPeerTests
{
    [Fact]
    public void Rankings_of_new_groups_are_as_good_as_those_of_XGBoost()
    {
        var (train, test) = (TreeData.Make(6000, LearningTask.Ranking), TreeData.Make(6000, LearningTask.Ranking, 18));
        string[] names = ["a", "b", "c"];
        var options = new BoostedTreesOptions { Task = LearningTask.Ranking, Trees = 50, Depth = 4, LearningRate = 0.1, MinChildWeight = 0.1 };
        var model = TreeData.Boost(options, train with { Features = train.Features.Select(names) });

        var data = new Dictionary<string, double[]> { ["y"] = train.Target, ["z"] = test.Target };
        foreach (var name in names) (data[$"train_{name}"], data[$"test_{name}"]) = (train.Features[name].ToNumbers(), test.Features[name].ToNumbers());
        var theirs = Python.Run("xgboost", data, """
            import xgboost as xgb
            def matrix(of, y):
                d = xgb.DMatrix(np.column_stack([data[of + '_' + k] for k in 'abc']), label=y)
                d.set_group([12] * (len(y) // 12))
                return d
            m = xgb.train({'objective': 'rank:ndcg', 'max_depth': 4, 'eta': 0.1, 'lambda': 1, 'min_child_weight': 0.1, 'tree_method': 'hist', 'nthread': 1}, matrix('train', data['y']), 50)
            print(json.dumps({'s': m.predict(matrix('test', data['z'])).astype(float).tolist()}))
            """)["s"];

        var (our, their) = (Ndcg(model.Predict(test.Features), test.Target), Ndcg(theirs, test.Target));
        TestContext.Current.TestOutputHelper!.WriteLine($"{our:F4} {their:F4}");
        Assert.True(our > their - 0.005, $"{our} {their}");
    }

    private static double Ndcg(double[] scores, double[] relevance) => Enumerable.Range(0, scores.Length / 12).Average(group =>
    {
        int[] rows = [.. Enumerable.Range(12 * group, 12)];
        double Gain(IEnumerable<int> order) => order.Select((r, place) => (Math.Pow(2, relevance[r]) - 1) / Math.Log2(place + 2)).Sum();
        return Gain(rows.OrderByDescending(r => scores[r])) / Gain(rows.OrderByDescending(r => relevance[r]));
    });
}
