using MLOpsBuild.Content;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Reporting.Tests;

/// <summary>Reports to show: one with a little of everything, and one with only what is required.</summary>
internal static class SampleReports
{
    public static ReportModel Least { get; } = new() { Title = "spam-filter", Pipeline = "spam-filter", Verdict = Verdict.Pass, Answer = "Nothing changed." };

    public static ReportModel Full { get; } = new()
    {
        Title = "flight-delay",
        Pipeline = "flight-delay",
        Verdict = Verdict.Fail,
        Answer = "Not yet: as a whole the model is as good as the accepted one, but departures before 6 o'clock lose 0.056 AUC, and the mix of carriers has drifted.",
        Model = Of("model"),
        Package = Of("package"),
        Accepted = Of("accepted"),
        Commit = "4f0c9d1be2a7735d0e7f6d2a1c9b8e4f5a6b7c8d",
        Base = "the merge base with main (91b2c3377f01)",
        Gates = Gates,
        Metrics = Metrics,
        Slices = Slices,
        LoweredBaselines = [new("ece", 0.0121, 0.0146, "Fewer trees halve the latency; agreed in review.")],
        Acceptance = new("1 metric gained by more than its tolerance. Accepting takes the gains in, never the losses.", ["./mlops metrics accept --pipeline flight-delay", "git add pipelines/flight-delay"]),
        Changes =
        [
            new("parameter", "trees", "200 → 240"), new("parameter", "seed", "added (20010401)"),
            new("code", "features", "changed in FlightFeatures.cs: FlightFeatures.PreviousDelay, FlightFeatures.IsHolidayWeek"), new("file", "pipelines/flight-delay/schema.json", "changed"),
        ],
        DataChanges =
        [
            new("departures", "all rows", "changed") { RowsBefore = 24_011, RowsNow = 32_630 },
            new("departures", "2001-03", "added") { RowsNow = 8619 },
            new("departures", "column carrier", "changed") { Detail = "{ \"type\": \"text\" } → { \"type\": \"text\", \"required\": true }" },
            new("departures", "training window", "changed") { Detail = "2001-01..2001-02 → 2001-01..2001-03" },
        ],
        Data = Data,
        Drift = Drift,
        DriftCourse = new("2001-01..2001-03", ["2001-01", "2001-02", "2001-03", "2001-04"],
        [
            new("scheduled_departure", [0.011, 0.014, 0.012, 0.0121]), new("distance", [0.012, 0.021, 0.019, 0.0334]),
            new("departure_delay", [0.031, null, 0.044, 0.0761]), new("carrier", [0.022, 0.018, 0.025, 0.1420]),
        ], 0.1),
        LearningCurves = [Curve],
        Calibration = [.. Enumerable.Range(0, 10).Select(Bin)],
        Confusion = new(["on time", "late"], [[5482, 511], [1039, 1227]]) { Note = "Late is called from a probability of 0.5." },
        Residuals = new("delay in minutes", [-60, -45, -30, -15, 0, 15, 30, 45, 60], [48, 130, 812, 3120, 2710, 961, 301, 177],
        [
            new(-2.1, -14.2, -1.1, 21.4, 1652), new(1.9, -15.8, -0.6, 30.2, 1651), new(6.3, -17.3, 0.4, 41.7, 1652), new(14.8, -22.9, -0.9, 66.1, 1652), new(38.5, -41.2, -4.7, 81.9, 1652),
        ]),
        Contributions = new("log odds", 2000, 8259,
        [
            new("scheduled_departure_minute", 0.612, -1.104, 0.951, -0.882, 0.804), new("previous_delay_same_carrier", 0.401, -0.612, 1.322, -0.401, 0.988),
            new("origin_late_share_14d", 0.233, -0.401, 0.502, -0.288, 0.371), new("carrier", 0.120, -0.211, 0.244), new("distance", 0.061, -0.122, 0.131, 0.041, -0.072),
        ]),
        Importance =
        [
            new("scheduled_departure_minute", 0.0913), new("previous_delay_same_carrier", 0.0647), new("origin_late_share_14d", 0.0412),
            new("carrier", 0.0288), new("distance", 0.0154), new("destination_late_share_14d", 0.0121), new("day_of_week", 0.0067), new("is_holiday_week", -0.0008),
        ],
        Convergence =
        [
            new("Same seed, same bytes", Verdict.Pass, "3 of 3 trainings gave the same digest"),
            new("Thread count does not matter", Verdict.Pass, "1 and 8 threads gave the same digest"),
            new("Learns a known function", Verdict.Pass, "AUC 0.9987, at least 0.99 asked"),
            new("Shuffled labels teach nothing", Verdict.Pass, "AUC 0.5021, at most 0.53 allowed"),
        ],
        Lineage = Lineage,
        Cost = new(TimeSpan.FromSeconds(24.6), 4) { PeakMemory = 412_000_000, Allocated = 3_900_000_000 },
        Timings = Timings,
        LoadTests =
        [
            new("Single rows", 4210, TimeSpan.FromMicroseconds(780), TimeSpan.FromMilliseconds(6.42), 252_600, 0) { Duration = TimeSpan.FromMinutes(1), Limit = "p99 < 50 ms, no errors", Verdict = Verdict.Pass },
            new("Batches of 100", 388, TimeSpan.FromMilliseconds(9.1), TimeSpan.FromMilliseconds(31.7), 23_280, 0) { Duration = TimeSpan.FromMinutes(1), Limit = "p99 < 100 ms, no errors", Verdict = Verdict.Pass },
        ],
        Environment =
        [
            new(".NET", "10.0.1"), new("Machine class", "linux-x64, 4 cores"), new("Seed", "20010401"),
            new("Trainer", "boosted-trees: 240 trees, depth 6, learning rate 0.08"), new("Gates from", "merge base 91b2c33"),
        ],
        Reproduce = ["./mlops reproduce 4f0c9d1be2a7735d0e7f6d2a1c9b8e4f5a6b7c8d --pipeline flight-delay"],
    };

    private static IReadOnlyList<GateResult> Gates =>
    [
        new("data-validation", Verdict.Pass, "24,371 rows meet all 19 expectations.", [new(Severity.Warning, "volume", "2001-03-05 has 61 rows where 263 are usual; a snow storm closed two airports.", "2001-03.csv:1120:date")]),
        new("drift", Verdict.Fail, "1 of 9 columns has moved further than allowed.", [new(Severity.Error, "carrier", "Total variation 0.1420, allowed 0.1000: carrier 'TW' fell from 9.1 % to 0.4 % of rows.", "carrier")]),
        new("convergence", Verdict.Pass, "Training is reproducible and stops where it should.", []),
        new("metrics-snapshot", Verdict.Fail, "5 metrics are inside their tolerance; 1 slice is not, and 1 cannot be decided.", [new(Severity.Error, "auc", "Lost between 0.034 and 0.078 against the accepted model; the margin is 0.020.", "hour<6"), new(Severity.Warning, "auc", "Loss against the accepted model between −0.004 and 0.031; the margin is 0.020.", "distance>2000")]),
        new("api", Verdict.Pass, "23 of 23 requests answered as specified.", []),
        new("load", Verdict.Pass, "p99 6.42 ms at 4,210 requests per second.", []),
        new("compatibility", Verdict.Error, "The accepted package could not be fetched: the registry did not answer in 30 s.", []),
    ];

    private static IReadOnlyList<MetricLine> Metrics =>
    [
        new("auc", 0.8362, Better.Higher) { Accepted = 0.8348, Low = 0.8211, High = 0.8503, Rows = 8259, Blocks = 30, Tolerance = "sampling, margin 0.005", Verdict = Verdict.Pass },
        new("log_loss", 0.4127, Better.Lower) { Accepted = 0.4139, Low = 0.3968, High = 0.4301, Rows = 8259, Blocks = 30, Tolerance = "sampling, margin 0.004", Verdict = Verdict.Pass },
        new("brier", 0.1314, Better.Lower) { Accepted = 0.1311, Low = 0.1242, High = 0.1389, Rows = 8259, Blocks = 30, Tolerance = "sampling, margin 0.002", Verdict = Verdict.Pass },
        new("ece", 0.0146, Better.Lower) { Accepted = 0.0121, Low = 0.0098, High = 0.0214, Rows = 8259, Blocks = 30, Tolerance = "absolute, at most 0.02", Verdict = Verdict.Pass },
        new("accuracy", 0.8124, Better.Higher) { Accepted = 0.8124, Low = 0.7989, High = 0.8247, Rows = 8259, Blocks = 30, Verdict = Verdict.Pass },
        new("recall_at_precision_90", null, Better.Higher) { Rows = 8259, Blocks = 30 },
    ];

    private static IReadOnlyList<SliceLine> Slices =>
    [
        Slice("carrier=AA", 0.8411, 0.8399, 0.018, 1630, Verdict.Pass), Slice("carrier=DL", 0.8502, 0.8481, 0.016, 1744, Verdict.Pass),
        Slice("carrier=UA", 0.8290, 0.8330, 0.019, 1391, Verdict.Pass), Slice("carrier=WN", 0.8175, 0.8120, 0.017, 1808, Verdict.Pass),
        Slice("distance<500", 0.8324, 0.8301, 0.014, 3522, Verdict.Pass), Slice("distance 500–2000", 0.8447, 0.8440, 0.012, 3897, Verdict.Pass),
        Slice("distance>2000", 0.7783, 0.7918, 0.045, 840, Verdict.Hold), Slice("hour<6", 0.7402, 0.7961, 0.031, 402, Verdict.Fail) with { Note = "Few flights leave *this* early <b>, and many wait for crews." },
    ];

    private static IReadOnlyList<DataLine> Data =>
    [
        new("departures", "training", [Partition("2001-01", 8189, 31, -1), Partition("2001-02", 7563, 28, -1), Partition("2001-03", 8619, 31, 4)])
        {
            Window = "2001-01..2001-03",
            VolumeWarnings = ["2001-03-05 has 61 rows; days like it have 263 on average."],
        },
        new("departures", "evaluation", [Partition("2001-04", 8259, 30, -1)]) { Window = "2001-04" },
    ];

    private static IReadOnlyList<DriftLine> Drift =>
    [
        new("scheduled_departure", Verdict.Pass) { KolmogorovSmirnov = 0.0121, PopulationStability = 0.0019, Critical = 0.08 },
        new("distance", Verdict.Pass) { KolmogorovSmirnov = 0.0334, PopulationStability = 0.0102, Critical = 0.08 },
        new("departure_delay", Verdict.Hold) { KolmogorovSmirnov = 0.0761, PopulationStability = 0.0620, Critical = 0.08, Note = "The interval spans the limit." },
        new("carrier", Verdict.Fail) { TotalVariation = 0.1420, PopulationStability = 0.2210, Critical = 0.1, Note = "TW: 9.1 % to 0.4 %" },
    ];

    private static LearningCurve Curve => new("Log loss by number of trees", "trees", "log loss",
    [
        new("training", [.. Enumerable.Range(1, 60).Select(i => new CurvePoint(i * 5, 0.34 + (0.30 / (1 + (i * 0.16)))))]),
        new("validation", [.. Enumerable.Range(1, 60).Select(i => new CurvePoint(i * 5, 0.401 + (0.25 / (1 + (i * 0.22))) + (i > 48 ? (i - 48) * 0.0008 : 0)))]),
    ]) { Chosen = 240 };

    private static IReadOnlyList<LineageStep> Lineage =>
    [
        new("validate", [Named("departures/2001-01"), Named("departures/2001-02"), Named("departures/2001-03"), Named("schema.json")], [Named("data-validation")]) { Code = Of("code 1") },
        new("features", [Named("departures/2001-01"), Named("departures/2001-02"), Named("departures/2001-03")], [Named("features")]) { Code = Of("code 2") },
        new("train", [Named("features"), Named("parameters.json")], [Named("model")]) { Code = Of("code 3") },
        new("evaluate", [Named("model"), Named("departures/2001-04")], [Named("evaluation"), Named("predictions")]) { Code = Of("code 4") },
    ];

    private static IReadOnlyList<StepTiming> Timings =>
    [
        new("validate", TimeSpan.Zero, true, "Nothing it reads has changed."),
        new("features", TimeSpan.FromSeconds(2.37), false, "Its code changed: 6e2d80c11f04 became 91aa37f0c2be.") { Allocated = 88_200_000 },
        new("train", TimeSpan.FromSeconds(18.4), false, "Its input 'features' changed."),
        new("evaluate", TimeSpan.FromMilliseconds(912), false, "Its input 'model' changed."),
    ];

    private static SliceLine Slice(string name, double value, double accepted, double half, long rows, Verdict verdict) =>
        new(name, new MetricLine("auc", value, Better.Higher) { Accepted = accepted, Low = value - half, High = value + half, Rows = rows, Blocks = 30, Tolerance = "sampling, margin 0.02", Verdict = verdict });

    private static PartitionLine Partition(string month, long rows, int days, int odd) => new(month, rows, $"{month}-01 to {month}-{days}", Of(month))
    {
        Counts = [.. Enumerable.Range(0, days).Select(d => d == odd ? 61.0 : d % 7 == 5 ? 205 : d % 7 == 6 ? 232 : 270 + (d * 7 % 19))],
        OddCounts = odd < 0 ? [] : [odd],
    };

    private static CalibrationBin Bin(int i)
    {
        var predicted = 0.05 + (i * 0.1);
        var observed = predicted + ((i % 3) - 1) * 0.018 + (i > 6 ? -0.02 : 0);
        long rows = 2600 / (1 + i) + 40;
        return new(predicted, observed, rows, observed - (1.0 / Math.Sqrt(rows)), Math.Min(1, observed + (1.0 / Math.Sqrt(rows))));
    }

    private static NamedDigest Named(string name) => new(name, Of(name));

    private static Digest Of(string words) => Digest.Of(System.Text.Encoding.UTF8.GetBytes(words));
}
