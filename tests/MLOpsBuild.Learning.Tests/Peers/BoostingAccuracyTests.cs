using MLOpsBuild.Learning.Tests.RealData;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Peers;

/// <summary>Boosted trees and XGBoost's at equal parameters on real tables: the loss on rows that neither has seen, over the same folds.</summary>
public sealed class BoostingAccuracyTests
{
    private const double Tolerance = 0.005;

    [Theory]
    [InlineData("diabetes", 4, true)]
    [InlineData("diamonds", 1, false)]
    [InlineData("txhousing", 1, true)]
    [InlineData("breast_cancer", 2, false)]
    [InlineData("departures", 1, true)]
    [InlineData("delays", 1, true)]
    [InlineData("iris", 4, false)]
    [InlineData("wine", 4, true)]
    [InlineData("digits", 1, true)]
    public void Loss_is_that_of_XGBoost_or_lower(string name, int repetitions, bool isThat)
    {
        var (set, task) = Load(name);
        var outputs = task == LearningTask.Multiclass ? (int)set.Target.Max() + 1 : 1;
        var (ours, theirs) = (new List<double>(), new List<double>());
        var folds = Folds(set.Target.Length, repetitions);
        theirs.AddRange(Peer(set, task, outputs, folds));
        foreach (var fold in folds)
        {
            for (var part = 0; part < 5; part++) ours.Add(Loss(set, task, outputs, fold, part));
        }

        // Differences between folds are the folds' own; those between the tools are paired.
        var ratio = ours.Average() / theirs.Average();
        double[] differences = [.. ours.Zip(theirs, (a, b) => (a - b) / theirs.Average())];
        var spread = Math.Sqrt(differences.Average(d => Math.Pow(d - differences.Average(), 2)) / differences.Length);
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: ours {ours.Average():G6}, XGBoost {theirs.Average():G6}, ratio {ratio:F4} ± {spread:F4}");
        // Where not, ours is lower: cuts in the middle between two values serve new rows better than cuts at one of them.
        Assert.InRange(ratio, isThat ? 1 - Tolerance : 0.5, 1 + Tolerance);
    }

    private static (TrainingSet Set, LearningTask Task) Load(string name) => name switch
    {
        "diabetes" => (RealTables.Load("diabetes.csv", "y"), LearningTask.Regression),
        "diamonds" => (RealTables.Load("diamonds.csv.gz", "price", "cut", "color", "clarity"), LearningTask.Regression),
        "txhousing" => (RealTables.Load("txhousing.csv.gz", "median", "city"), LearningTask.Regression),
        "breast_cancer" => (RealTables.Load("breast_cancer.csv.gz", "y"), LearningTask.Binary),
        "departures" => (Departures.Between("2001-03-01", "2001-05-01").Set, LearningTask.Binary),
        "delays" => (Departures.DelaysBetween("2001-03-01", "2001-05-01"), LearningTask.Regression),
        "digits" => (RealTables.Load("digits.csv.gz", "y"), LearningTask.Multiclass),
        _ => (RealTables.Load($"{name}.csv", "y"), LearningTask.Multiclass),
    };

    private static int[][] Folds(int rows, int repetitions) => [.. Enumerable.Range(0, repetitions).Select(repetition =>
    {
        int[] parts = [.. Enumerable.Range(0, rows).Select(row => row % 5)];
        new SeededRandom((ulong)repetition).Shuffle<int>(parts);
        return parts;
    })];

    private static double Loss(TrainingSet set, LearningTask task, int outputs, int[] fold, int part)
    {
        int[] train = [.. Enumerable.Range(0, fold.Length).Where(row => fold[row] != part)];
        int[] test = [.. Enumerable.Range(0, fold.Length).Where(row => fold[row] == part)];
        var options = new BoostedTreesOptions
        {
            Task = task,
            Trees = 60,
            Depth = 4,
            LearningRate = 0.1,
            MinChildWeight = 1,
            Categories = CategoryTreatment.Native,
            CategorySmoothing = 0,
            CategoriesInCut = 64,
        };
        var model = new BoostedTrees(options).Train(new TrainingSet(set.Features.Take(train), [.. train.Select(r => set.Target[r])]), new TrainingOptions(2), TestContext.Current.CancellationToken);
        var predictions = model.Predict(set.Features.Take(test));
        double Of(int i, double y) => task switch
        {
            LearningTask.Regression => Math.Pow(predictions[i] - y, 2),
            LearningTask.Binary => -Math.Log(y == 1 ? predictions[i] : 1 - predictions[i]),
            _ => -Math.Log(predictions[i * outputs + (int)y]),
        };
        var mean = test.Select((row, i) => Of(i, set.Target[row])).Average();
        return task == LearningTask.Regression ? Math.Sqrt(mean) : mean;
    }

    private static double[] Peer(TrainingSet set, LearningTask task, int outputs, int[][] folds)
    {
        var data = new Dictionary<string, double[]> { ["y"] = set.Target };
        foreach (var (column, c) in set.Features.Columns.Select((column, c) => (column, c))) data[$"{(column is TextColumn ? "c" : "q")}{c}"] = Numbers(column);
        for (var f = 0; f < folds.Length; f++) data[$"fold{f}"] = [.. folds[f].Select(part => (double)part)];
        return Python.Run("xgboost", data, $$"""
            import xgboost as xgb
            names = sorted([k for k in data if k[0] in 'cq' and k[1:].isdigit()], key=lambda k: int(k[1:]))
            X, y, K = np.column_stack([data[k] for k in names]), data['y'], {{outputs}}
            task = '{{task}}'
            p = {'max_depth': 4, 'eta': 0.1, 'lambda': 1, 'min_child_weight': 1, 'tree_method': 'hist', 'max_bin': 256, 'nthread': 1,
                'objective': {'Regression': 'reg:squarederror', 'Binary': 'binary:logistic', 'Multiclass': 'multi:softprob'}[task]}
            if K > 1: p['num_class'] = K
            losses = []
            for f in range({{folds.Length}}):
                for part in range(5):
                    test = data[f'fold{f}'] == part
                    train = ~test
                    m = y[train].mean()
                    start = m if task == 'Regression' else np.log(m / (1 - m)) if task == 'Binary' else np.log([(y[train] == k).mean() for k in range(K)])
                    def matrix(rows):
                        n = rows.sum()
                        return xgb.DMatrix(X[rows], label=y[rows], feature_types=[k[0] for k in names], enable_categorical=True,
                            base_margin=np.tile(start, (n, 1)) if K > 1 else np.full(n, start))
                    b = xgb.train(p, matrix(train), 60).predict(matrix(test)).astype(float)
                    z = y[test]
                    losses.append(np.sqrt(np.mean((b - z) ** 2)) if task == 'Regression' else -np.mean(np.log(np.where(z == 1, b, 1 - b))) if task == 'Binary'
                        else -np.mean(np.log(b[np.arange(len(z)), z.astype(int)])))
            print(json.dumps({'losses': [float(v) for v in losses]}))
            """)["losses"];
    }

    // Categories by ordinal order, so that both tools have the same numbers.
    private static double[] Numbers(Column column)
    {
        if (column is not TextColumn texts) return column.ToNumbers();
        var order = texts.Dictionary.Order(StringComparer.Ordinal).Select((text, place) => (text, place)).ToDictionary(p => p.text, p => (double)p.place);
        return [.. Enumerable.Range(0, texts.Count).Select(row => texts.TextAt(row) is { } text ? order[text] : double.NaN)];
    }
}
