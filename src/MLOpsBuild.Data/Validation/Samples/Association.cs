using MLOpsBuild.Numerics.Associations;

namespace MLOpsBuild.Data.Validation.Samples;

/// <summary>How much two columns of any types say of each other, 0 to 1.</summary>
internal static class Association
{
    /// <summary>The measure that suits the types with its name; null when a column does not vary where both have a value.</summary>
    /// <remarks>Numbers and times: the size of Spearman's ρ. Texts: Cramér's V. One of each: the correlation ratio. The last two without what chance brings.</remarks>
    public static (double Value, string Measure)? Of(SampledColumn a, SampledColumn b) => (a.IsText, b.IsText) switch
    {
        (true, true) => Named(CramersV.Of(a.Codes, b.Codes, corrected: true), "Cramér's V"),
        (false, false) => Named(RankCorrelation.Of(a.Numbers, b.Numbers), "Spearman's correlation"),
        (true, false) => Named(CorrelationRatio.Of(a.Codes, b.Numbers, corrected: true), "the correlation ratio"),
        _ => Named(CorrelationRatio.Of(b.Codes, a.Numbers, corrected: true), "the correlation ratio"),
    };

    private static (double Value, string Measure)? Named(double? value, string measure) => value is { } known ? (Math.Abs(known), measure) : null;
}
