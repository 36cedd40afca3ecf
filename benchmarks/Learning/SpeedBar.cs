using System.Globalization;
using System.Text;

/// <summary>Training, memory, accuracy and prediction beside XGBoost, each in processes of their own that take turns.</summary>
internal static class SpeedBar
{
    public const int TrainRows = 1_000_000;

    public static void Run(string csv, int rounds) => WithData(csv, TrainRows, folder =>
    {
        var text = new StringBuilder("| trees, threads | | training, best s | median s | processor, best s | binning apart, s | peak, MB | AUC | log loss | 300 000 rows predicted, s | one row, µs |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var (trees, threads) in new[] { (100, 1), (100, 2), (300, 2) })
        {
            var (ours, theirs) = (new List<Figures>(), new List<Figures>());
            for (var round = 0; round < rounds; round++)
            {
                ours.Add(Turn.Ours(folder, trees, threads, TrainRows, Flights.Features));
                theirs.Add(Turn.Peer(folder, trees, threads, TrainRows, Flights.Features));
                Console.WriteLine($"{trees} trees, {threads} threads, round {round + 1}: ours {ours[^1].Train:F3} s, XGBoost {theirs[^1].Train:F3} s");
            }

            var name = $"{trees}, {threads}";
            text.Append(CultureInfo.InvariantCulture, $"| {name} | ours | {Best(ours):F3} | {Median(ours):F3} | {ours.Min(f => f.Processor):F3} | within | {ours.Max(f => f.Peak):F0} | {ours[0].Auc:F5} | {ours[0].LogLoss:F5} | {ours.Min(f => f.Predict):F3} | {ours.Min(f => f.Extra):F2} |\n");
            text.Append(CultureInfo.InvariantCulture, $"| | XGBoost | {Best(theirs):F3} | {Median(theirs):F3} | {theirs.Min(f => f.Processor):F3} | {theirs.Min(f => f.Extra):F3} | {theirs.Max(f => f.Peak):F0} | {theirs[0].Auc:F5} | {theirs[0].LogLoss:F5} | {theirs.Min(f => f.Predict):F3} | |\n");
            text.Append(CultureInfo.InvariantCulture, $"| | ours / XGBoost | **{Best(ours) / Best(theirs):F2}** | {Median(ours) / Median(theirs):F2} | {ours.Min(f => f.Processor) / theirs.Min(f => f.Processor):F2} | | {ours.Max(f => f.Peak) / theirs.Max(f => f.Peak):F2} | | | {ours.Min(f => f.Predict) / theirs.Min(f => f.Predict):F2} | |\n");
        }

        Report.Write("speed", text.ToString());
    });

    /// <summary>What more rows and more features cost.</summary>
    public static void Growth(string csv) => WithData(csv, 3_000_000, folder =>
    {
        var text = new StringBuilder("| rows | features | training, s | µs a row and feature | peak, MB, of which the table |\n|---|---|---|---|---|\n");
        foreach (var (rows, features) in new[] { (250_000, 10), (500_000, 10), (1_000_000, 10), (2_000_000, 10), (2_999_994, 10), (500_000, 20), (500_000, 40), (500_000, 80) })
        {
            var best = Enumerable.Range(0, 2).Select(_ => Turn.Ours(folder, 100, 2, rows, features)).MinBy(f => f.Train);
            text.Append(CultureInfo.InvariantCulture, $"| {rows} | {features} | {best.Train:F3} | {best.Train * 1e6 / rows / features:F3} | {best.Peak:F0}, {8.0 * rows * features / (1 << 20):F0} |\n");
            Console.WriteLine(text.ToString().Split('\n')[^2]);
        }

        Report.Write("growth", text.ToString());
    });

    private static void WithData(string csv, int rows, Action<string> run)
    {
        var folder = Directory.CreateTempSubdirectory("mlops-benchmark");
        try
        {
            Flights.Save(csv, folder.FullName, rows);
            run(folder.FullName);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static double Best(List<Figures> figures) => figures.Min(f => f.Train);

    private static double Median(List<Figures> figures)
    {
        double[] sorted = [.. figures.Select(f => f.Train).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
