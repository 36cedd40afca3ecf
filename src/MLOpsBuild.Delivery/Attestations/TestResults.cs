using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Delivery.Attestations;

/// <summary>
/// The three words of the test-result predicate against our four verdicts. An error has no word of its own there, and the one
/// reading that can do harm is "passed", so it is told to others as FAILED; the exact verdict travels in a vendor field.
/// </summary>
public static class TestResults
{
    /// <summary>The predicate's word for a verdict.</summary>
    public static string ToText(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "PASSED",
        Verdict.Hold => "WARNED",
        _ => "FAILED",
    };

    /// <summary>The verdict of a predicate's word where nothing more exact is known; null when there is no such word.</summary>
    public static Verdict? TryParse(string text) => text switch
    {
        "PASSED" => Verdict.Pass,
        "WARNED" => Verdict.Hold,
        "FAILED" => Verdict.Fail,
        _ => null,
    };

    internal static string ToVendorText(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Hold => "hold",
        Verdict.Fail => "fail",
        _ => "error",
    };

    internal static Verdict? TryParseVendor(string text) => text switch
    {
        "pass" => Verdict.Pass,
        "hold" => Verdict.Hold,
        "fail" => Verdict.Fail,
        "error" => Verdict.Error,
        _ => null,
    };
}
