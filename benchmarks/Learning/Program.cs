// Trains our boosted trees and XGBoost's on the same generated rows in turn, in one run: only the ratio is evidence.
// dotnet run -c Release --project benchmarks/Learning -- [rows] [trees] [depth] [threads] [rounds]
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

int[] settings = [1_000_000, 100, 6, 2, 3];
for (var i = 0; i < args.Length; i++) settings[i] = int.Parse(args[i], CultureInfo.InvariantCulture);
var (rows, trees, depth, threads, rounds) = (settings[0], settings[1], settings[2], settings[3], settings[4]);
const int Features = 10;
const int TestRows = 300_000;

var (train, trainTarget) = Generate(rows, 1);
var (test, testTarget) = Generate(TestRows, 2);
var folder = Directory.CreateTempSubdirectory("mlops-benchmark");
try
{
    await Save("train", train, trainTarget);
    await Save("test", test, testTarget);
    Console.WriteLine($"{rows} rows x {Features} numbers, {trees} trees of depth {depth}, {threads} threads; {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}");
    Console.WriteLine("round | tool | train s | predict 300 k s | AUC | log loss");
    var best = new Dictionary<string, double> { ["ours"] = double.MaxValue, ["xgboost"] = double.MaxValue };
    for (var round = 1; round <= rounds; round++)
    {
        Report(round, "ours", Ours());
        Report(round, "xgboost", XGBoost());
    }

    Console.WriteLine($"ratio of the best training times, ours / xgboost: {best["ours"] / best["xgboost"]:F2}");

    void Report(int round, string tool, double[] figures)
    {
        best[tool] = Math.Min(best[tool], figures[0]);
        Console.WriteLine(string.Join(" | ", [round.ToString(CultureInfo.InvariantCulture), tool, .. figures.Select(f => f.ToString(f < 1 ? "F5" : "F3", CultureInfo.InvariantCulture))]));
    }
}
finally
{
    folder.Delete(true);
}

double[] Ours()
{
    var options = new BoostedTreesOptions { Trees = trees, Depth = depth, LearningRate = 0.1, MinChildWeight = 1 };
    var watch = Stopwatch.StartNew();
    var model = new BoostedTrees(options).Train(new TrainingSet(train, trainTarget), new TrainingOptions(threads), CancellationToken.None);
    var trained = watch.Elapsed.TotalSeconds;
    watch.Restart();
    var predictions = model.Predict(test);
    return [trained, watch.Elapsed.TotalSeconds, BinaryMetrics.Auc(predictions, testTarget)!.Value, BinaryMetrics.LogLoss(predictions, testTarget)!.Value];
}

double[] XGBoost()
{
    // Binning is within the time of both.
    var script = $$"""
        import sys, time, numpy as np, xgboost as xgb
        from sklearn.metrics import roc_auc_score, log_loss
        def load(name):
            a = np.fromfile(sys.argv[1] + '/' + name, dtype='<f8').reshape({{Features + 1}}, -1)
            return np.ascontiguousarray(a[:-1].T), a[-1]
        X, y = load('train'); T, z = load('test')
        t = time.perf_counter()
        d = xgb.DMatrix(X, label=y, nthread={{threads}})
        m = xgb.train({'objective': 'binary:logistic', 'max_depth': {{depth}}, 'eta': .1, 'lambda': 1, 'max_bin': 256, 'tree_method': 'hist', 'nthread': {{threads}}}, d, {{trees}})
        a = time.perf_counter() - t
        t = time.perf_counter()
        p = m.predict(xgb.DMatrix(T, nthread={{threads}}))
        b = time.perf_counter() - t
        print(a, b, roc_auc_score(z, p), log_loss(z, p.astype(float)))
        """;
    var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true };
    start.ArgumentList.Add("-c");
    start.ArgumentList.Add(script);
    start.ArgumentList.Add(folder.FullName);
    using var process = Process.Start(start)!;
    var line = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return [.. line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
}

async Task Save(string name, Table features, double[] target)
{
    using var stream = File.Create(Path.Combine(folder.FullName, name));
    foreach (var values in features.Columns.Select(c => c.ToNumbers()).Append(target)) await stream.WriteAsync(MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
}

static (Table Features, double[] Target) Generate(int rows, ulong seed)
{
    var random = new SeededRandom(seed);
    var columns = new double[Features][];
    for (var f = 0; f < Features; f++) columns[f] = new double[rows];
    var target = new double[rows];
    for (var row = 0; row < rows; row++)
    {
        // Half of the columns are continuous, half have few values, and one is often missing.
        for (var f = 0; f < Features; f++) columns[f][row] = f % 2 == 0 ? random.NextDouble() : random.Next(10 << f);
        var x = columns[0][row];
        var score = 3 * x * columns[2][row] + (columns[4][row] > 0.6 ? 1 : -1) + columns[1][row] / 10 - columns[3][row] / 80 * x - 1.5;
        target[row] = random.NextDouble() < ReproducibleMath.Sigmoid(2 * score) ? 1 : 0;
        if (random.Next(10) == 0) columns[6][row] = double.NaN;
    }

    return (new Table([.. columns.Select((values, f) => new NumberColumn($"f{f}", values))]), target);
}
