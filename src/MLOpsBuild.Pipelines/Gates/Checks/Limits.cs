using System.Globalization;
using MLOpsBuild.Numerics;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Gates.Checks;

/// <summary>Judges a figure by its interval: within the limit it passes, outside it fails, and when the interval spans the limit it holds.</summary>
internal static class Limits
{
    public static Verdict AtMost(Interval? interval, double limit) => interval switch
    {
        null => Verdict.Hold,
        { High: var high } when high <= limit => Verdict.Pass,
        { Low: var low } when low > limit => Verdict.Fail,
        _ => Verdict.Hold,
    };

    public static Verdict AtLeast(Interval? interval, double limit) => interval switch
    {
        null => Verdict.Hold,
        { Low: var low } when low >= limit => Verdict.Pass,
        { High: var high } when high < limit => Verdict.Fail,
        _ => Verdict.Hold,
    };

    /// <summary>The worst of some verdicts; hold when there are none.</summary>
    public static Verdict Worst(IEnumerable<Verdict> verdicts) =>
        verdicts.DefaultIfEmpty(Verdict.Hold).MaxBy(v => v switch { Verdict.Error => 3, Verdict.Fail => 2, Verdict.Hold => 1, _ => 0 });

    public static Severity Weight(Verdict verdict) => verdict switch { Verdict.Pass => Severity.Info, Verdict.Hold => Severity.Warning, _ => Severity.Error };

    /// <summary>What a verdict means for a figure: the end of a sentence.</summary>
    public static string Says(Verdict verdict, string limit) => verdict switch
    {
        Verdict.Pass => $"within {limit}",
        Verdict.Fail => $"outside {limit}",
        _ => $"which cannot tell whether it is within {limit}",
    };

    public static string Text(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "unknown";

    public static string Text(double? value, Interval? interval) => interval is { } known ? $"{Text(value)} [{Text(known.Low)}, {Text(known.High)}]" : $"{Text(value)} without an interval";
}
