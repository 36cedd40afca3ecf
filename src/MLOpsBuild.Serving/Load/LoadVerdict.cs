using System.Globalization;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Serving.Load;

/// <summary>Judges a load test's counts.</summary>
internal static class LoadVerdict
{
    private const string Gate = "load";

    public static LoadResult Of(long planned, LoadCounts counts, TimeSpan elapsed, LoadOptions options)
    {
        var result = new LoadResult(
            planned, counts.Completed, counts.Errors, elapsed, counts.Latency.Quantile(0.5), counts.Latency.Quantile(0.99),
            counts.Latency.Quantile(0.999), counts.Latency.Quantile(1), counts.Service.Quantile(0.99), counts.Lag.Quantile(0.99), GateResult.Error(Gate, "Not judged yet."));
        return result with { Gate = Judge(result, options) };
    }

    /// <summary>
    /// Errors that the server answered fail whatever the test's own state was. After that, a test that could not keep its schedule decides nothing,
    /// neither a pass nor a fail: its own lag is in every latency and fills the places in flight.
    /// </summary>
    internal static GateResult Judge(LoadResult result, LoadOptions options)
    {
        var findings = Findings(result, options);
        var unsent = result.Errors.Where(error => error.Key.StartsWith("not sent", StringComparison.Ordinal)).Sum(error => error.Value);
        var errors = result.Errors.Values.Sum();
        var allowed = options.MaxErrorShare * result.Planned;
        var late = result.LagP99 > options.MaxLag;
        var connected = result.Errors.GetValueOrDefault(LoadCounts.NoConnection) < result.Planned;
        if (!connected) return GateResult.Error(Gate, "No request found the server.");
        if (errors - unsent > allowed || (errors > allowed && !late))
        {
            var most = result.Errors.OrderByDescending(error => error.Value).First().Key;
            return Is(Verdict.Fail, $"{errors} of {result.Planned} requests were errors, most of them '{most}'; allowed is a share of {options.MaxErrorShare}.");
        }

        if (late)
        {
            return Is(Verdict.Hold, $"The test could not keep its own schedule: 1 % of requests left {Milliseconds(result.LagP99)} or more late; "
                + $"allowed is {Milliseconds(options.MaxLag)}. Lower the rate or use a machine with more to spare.");
        }

        if (result.Completed < options.MinCompleted) return Is(Verdict.Hold, $"{result.Completed} good answers are too few; {options.MinCompleted} are needed.");
        var (verdict, word) = result.P99 > options.P99Limit ? (Verdict.Fail, "over") : (Verdict.Pass, "within");
        return Is(verdict, $"{result.Completed} of {result.Planned} requests at {Text($"{options.Rate}")} a second were answered; "
            + $"their 99th percentile of latency, {Milliseconds(result.P99)}, is {word} the {Milliseconds(options.P99Limit)} allowed.");

        GateResult Is(Verdict said, string why) => new(Gate, said, why, findings);
    }

    private static List<Finding> Findings(LoadResult result, LoadOptions options)
    {
        var findings = new List<Finding>();
        foreach (var (kind, count) in result.Errors) findings.Add(new Finding(Severity.Warning, "errors", $"{count} of {result.Planned}: {kind}.", options.Path));
        var latency = $"50 %: {Milliseconds(result.P50)}, 99 %: {Milliseconds(result.P99)}, 99.9 %: {Milliseconds(result.P999)}, "
            + $"longest: {Milliseconds(result.Longest)}; {Text($"{result.Throughput:0.#}")} good answers a second.";
        var lag = $"99 % of requests left within {Milliseconds(result.LagP99)} of their time and were answered within {Milliseconds(result.ServiceP99)} of leaving.";
        findings.Add(new Finding(Severity.Info, "latency", latency, options.Path));
        findings.Add(new Finding(Severity.Info, "lag", lag, options.Path));
        return findings;
    }

    private static string Milliseconds(TimeSpan? duration) => duration is { } known ? Text($"{known.TotalMilliseconds:0.###} ms") : "unknown";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
