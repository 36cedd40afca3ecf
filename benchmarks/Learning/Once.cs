using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Tables;

/// <summary>One training of ours in a process of its own.</summary>
internal static class Once
{
    public static void Run(string folder, int trees, int threads, int rows, int features)
    {
        var (train, target) = Read(Path.Combine(folder, "train"), rows, features);
        var (test, testTarget) = Read(Path.Combine(folder, "test"), int.MaxValue, features);
        var options = new BoostedTreesOptions { Trees = trees, Depth = 6, LearningRate = 0.1, MinChildWeight = 1 };
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var model = new BoostedTrees(options).Train(new TrainingSet(train, target), new TrainingOptions(threads), CancellationToken.None);
        var trained = watch.Elapsed.TotalSeconds;
        self.Refresh();
        var processor = (self.TotalProcessorTime - before).TotalSeconds;
        watch.Restart();
        var predictions = model.Predict(test);
        var predicted = watch.Elapsed.TotalSeconds;
        var peak = Peak();
        for (var again = 1; again < Turn.Predictions; again++)
        {
            watch.Restart();
            model.Predict(test);
            predicted = Math.Min(predicted, watch.Elapsed.TotalSeconds);
        }

        double[] figures = [trained, predicted, peak, BinaryMetrics.Auc(predictions, testTarget)!.Value, BinaryMetrics.LogLoss(predictions, testTarget)!.Value, OneRow(model, test), processor];
        Console.WriteLine(string.Join(' ', figures.Select(f => f.ToString("R", CultureInfo.InvariantCulture))));
    }

    /// <summary>Microseconds for one row, over rows that differ.</summary>
    private static double OneRow(ITrainedModel model, Table test)
    {
        var predictor = ((IPredictsRows)model).RowPredictor();
        var columns = test.Columns.Select(c => c.ToNumbers()).ToArray();
        var rows = Enumerable.Range(0, 20_000).Select(r => columns.Select(c => c[r]).ToArray()).ToArray();
        var prediction = new double[1];
        var best = double.MaxValue;
        for (var round = 0; round < 12; round++)
        {
            var watch = Stopwatch.StartNew();
            foreach (var row in rows) predictor.Predict(row, prediction);
            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / rows.Length);
        }

        return best;
    }

    private static (Table Features, double[] Target) Read(string path, int rows, int features)
    {
        using var file = File.OpenRead(path);
        var all = (int)(file.Length / 8 / (Flights.Features + 1));
        // Fewer rows are taken evenly.
        var taken = Math.Min(all, rows);
        var columns = new double[Flights.Features + 1][];
        var buffer = new double[all];
        for (var c = 0; c < columns.Length; c++)
        {
            file.ReadExactly(MemoryMarshal.AsBytes(buffer.AsSpan()));
            columns[c] = taken == all ? [.. buffer] : [.. Enumerable.Range(0, taken).Select(r => buffer[(int)((long)r * all / taken)])];
        }

        // More features than there are repeat the ones there are.
        return (new Table([.. Enumerable.Range(0, features).Select(c => new NumberColumn($"f{c}", columns[c % Flights.Features]))]), columns[^1]);
    }

    private static double Peak()
    {
        if (!OperatingSystem.IsLinux()) return 0;
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6, line.Length - 8), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) / 1024.0;
    }
}
