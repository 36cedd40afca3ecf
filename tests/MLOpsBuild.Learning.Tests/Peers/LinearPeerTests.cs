using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Tests.Linear;
using MLOpsBuild.Learning.Tests.RealData;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Peers;

public sealed class LinearPeerTests
{
    // Standardised numbers with a column of their own for missing ones, and a column for each category.
    private const string Columns = """
        def columns(numbers, codes, w):
            out = []
            for v in numbers:
                m = np.isnan(v)
                mean = np.average(v[~m], weights=w[~m])
                z = (v - mean) / np.sqrt(np.average((v[~m] - mean) ** 2, weights=w[~m]))
                out += [np.where(m, 0, z)] + ([m] if m.any() else [])
            return np.column_stack(out + [codes == k for k in np.unique(codes)]).astype(float)
        X = columns([data[n] for n in ('tod', 'distance', 'dep60', 'prev_rate', 'ratio14')], data['code'], data['w'])
        y, w = data['y'], data['w']

        """;

    private static (TrainingSet Set, Dictionary<string, double[]> Data) Rows(bool delays)
    {
        var set = delays ? Departures.DelaysBetween("2001-01-15", "2001-03-01") : Departures.Between("2001-01-15", "2001-03-01").Set;
        string[] names = ["tod", "distance", "dep60", "prev_rate", "ratio14"];
        // The rates of the first days go missing, so that both have something to do with them.
        var columns = names.Select(n => (Column)new NumberColumn(n, [.. set.Features[n].ToNumbers().Select((v, row) => n == "prev_rate" && row < 500 ? double.NaN : v)])).ToArray();
        var texts = (TextColumn)set.Features["destination"];
        double[] weights = [.. set.Target.Select((_, row) => 1.0 + row % 4)];
        var data = columns.ToDictionary(c => c.Name, c => c.ToNumbers());
        (data["y"], data["w"]) = (set.Target, weights);
        data["code"] = [.. Enumerable.Range(0, texts.Count).Select(row => (double)texts.Codes[row])];
        return (new TrainingSet(new Table([.. columns, texts]), set.Target) { Weights = weights }, data);
    }

    private static double[] Predict(ITrainer trainer, TrainingSet set) =>
        trainer.Train(set, new TrainingOptions(2), TestContext.Current.CancellationToken).Predict(set.Features);

    [Fact]
    public void Elastic_net_on_delays_with_categories_and_missing_values_equals_that_of_scikit_learn()
    {
        var (set, data) = Rows(delays: true);
        var theirs = Python.Run("sklearn", data, Columns + """
            from sklearn.linear_model import ElasticNet, Lasso
            r = {'net': ElasticNet(alpha=.05, l1_ratio=.3, tol=1e-12, max_iter=100000).fit(X, y, sample_weight=w).predict(X).tolist()}
            r['lasso'] = Lasso(alpha=.1, tol=1e-12, max_iter=100000).fit(X, y, sample_weight=w).predict(X).tolist()
            print(json.dumps(r))
            """);

        Reference.Close(theirs["net"], Predict(new ElasticNet(new ElasticNetOptions { Penalty = 0.05, L1Share = 0.3 }), set), 1e-6);
        Reference.Close(theirs["lasso"], Predict(new Lasso(new ElasticNetOptions { Penalty = 0.1 }), set), 1e-6);
    }

    [Fact]
    public void Logistic_regression_with_weights_on_departures_equals_that_of_scikit_learn()
    {
        var (set, data) = Rows(delays: false);
        var theirs = Python.Run("sklearn", data, Columns + """
            from sklearn.linear_model import LogisticRegression
            r = {'l2': LogisticRegression(C=1 / 3, tol=1e-10, max_iter=10000, solver='newton-cholesky').fit(X, y, sample_weight=w).predict_proba(X)[:, 1].tolist()}
            print(json.dumps(r))
            """);

        Reference.Close(theirs["l2"], Predict(new LogisticRegression(new LinearOptions { L2 = 3 }), set), 1e-6);
    }
}
