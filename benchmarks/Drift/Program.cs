// Measures how often drift is called where its true size is known: nothing planted, exactly the margin, and more.
// dotnet run -c Release --project benchmarks/Drift -- [effort]
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MLOpsBuild.Benchmarks.Drift;
using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Numerics;
using MLOpsBuild.Numerics.Distances;
using MLOpsBuild.Numerics.Hypotheses;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

var effort = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 2;
var watch = Stopwatch.StartNew();
const double Margin = 0.05;
double[] effects = [0, Margin, 0.1, 0.2, 0.3];

Console.WriteLine($"margin {Margin}, level 0.05; {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}");
Console.WriteLine();
Console.WriteLine("| rows | blocks | column | runs | none: fail | pass | KS p < .05 | evidently | .05: fail | pass | .1: fail | pass | .2: fail | pass | .3: fail | pass |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
foreach (var rows in new[] { 50, 200, 1000, 10_000, 100_000, 1_000_000 })
{
    Measure(new Samples(rows, 0, 0), "independent", numbers: true);
    if (rows <= 100_000) Measure(new Samples(rows, 0, 0), "independent", numbers: false);
    Measure(new Samples(rows, 30, 0.3), "30 days", numbers: true);
    if (rows <= 100_000) Measure(new Samples(rows, 30, 0.3), "30 days", numbers: false);
}

foreach (var days in new[] { 8, 15, 90, 365 }) Measure(new Samples(5000, days, 0.3), $"{days} days", numbers: true);
Measure(new Samples(3000, 30, 0.3, 10), "30 days, 10 columns", numbers: true);
Console.WriteLine();
Console.WriteLine($"{watch.Elapsed.TotalSeconds:F0} s");

void Measure(Samples samples, string blocks, bool numbers)
{
    var runs = (int)Math.Ceiling(effort * Math.Min(400, 1_500_000.0 / samples.Rows / samples.Columns + 8));
    var cells = new List<string>();
    foreach (var effect in effects)
    {
        // Above the margin fewer runs tell.
        var these = effect > Margin ? (runs + 3) / 4 : runs;
        var counts = new int[4];
        for (var run = 0; run < these; run++) Count(samples, numbers, effect, (ulong)run, counts);
        var shares = counts.Select(c => (c / (double)these).ToString(".000", CultureInfo.InvariantCulture)).ToArray();
        cells.AddRange(effect == 0 ? [shares[0], shares[1], numbers ? shares[2] : "", shares[3]] : [shares[0], shares[1]]);
    }

    Console.WriteLine($"| {samples.Rows} | {blocks} | {(numbers ? "number" : "category")} | {runs} | {string.Join(" | ", cells)} |");
}

static void Count(Samples samples, bool numbers, double effect, ulong run, int[] counts)
{
    var random = SeededRandom.Fork(20010228 + (ulong)samples.Rows, ((run * 1009 + (ulong)(effect * 100)) * 1009 + (ulong)samples.Days) * 2 + (numbers ? 1UL : 0));
    var reference = numbers ? samples.Numbers(random, 0) : samples.Categories(random, 0);
    var current = numbers ? samples.Numbers(random, Samples.ShiftOf(effect)) : samples.Categories(random, Samples.ShiftOf(effect));
    var options = new DriftOptions { Time = samples.Time, Margin = Margin, Seed = run, Replicates = 200, Threads = 1 };
    var verdict = Drift.Compare(reference, current, options).Verdict;
    if (verdict == Verdict.Fail) counts[0]++;
    if (verdict == Verdict.Pass) counts[1]++;
    if (effect > 0) return;
    if (numbers && IsKolmogorovSmirnovAlarm(reference, current)) counts[2]++;
    if (Drift.Compare(reference, current, options with { Preset = DriftPreset.Evidently }).Verdict == Verdict.Fail) counts[3]++;
}

// Beyond a thousand values the exact p-value and the asymptotic one decide alike, and only the latter is quick.
static bool IsKolmogorovSmirnovAlarm(Table reference, Table current) => reference.Columns.Where(c => c is NumberColumn).Any(c =>
{
    var (a, b) = (c.ToNumbers(), current[c.Name].ToNumbers());
    var statistic = KolmogorovSmirnov.Statistic(a, b)!.Value;
    return (a.Length <= 1000 ? KolmogorovSmirnovTest.Exact(statistic, a.Length, b.Length) : KolmogorovSmirnovTest.Asymptotic(statistic, a.Length, b.Length)) < 0.05;
});
