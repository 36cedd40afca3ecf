using System.Text.Json.Serialization;

namespace MLOpsBuild.Data.Drifts;

/// <summary>Evidently's names of its methods.</summary>
/// <remarks>
/// Not offered, of those that Evidently has: <c>anderson</c>, <c>cramer_von_mises</c>, <c>es</c>, <c>mannw</c>, <c>t_test</c>, <c>fisher_exact</c>, <c>g_test</c>, <c>empirical_mmd</c>, the permutations
/// of <c>TVD</c>, and the classifiers of free text and of embeddings.
/// </remarks>
[JsonConverter(typeof(JsonStringEnumConverter<EvidentlyMethod>))]
public enum EvidentlyMethod
{
    /// <summary>By type, distinct values and number of reference rows.</summary>
    [JsonStringEnumMemberName("default")]
    Default,

    /// <summary>Two-sample Kolmogorov–Smirnov test, drift if p ≤ 0.05; numbers only.</summary>
    [JsonStringEnumMemberName("ks")]
    KolmogorovSmirnov,

    /// <summary>Chi-square test with the scaled reference as exact expectation, drift if p &lt; 0.05.</summary>
    [JsonStringEnumMemberName("chisquare")]
    ChiSquare,

    /// <summary>Two-proportion Z test of the first value in order against all others, drift if p &lt; 0.05.</summary>
    [JsonStringEnumMemberName("z")]
    Proportion,

    /// <summary>Wasserstein distance over the greater of the reference's standard deviation and 0.001, drift from 0.1; numbers only.</summary>
    [JsonStringEnumMemberName("wasserstein")]
    Wasserstein,

    /// <summary>Jensen–Shannon distance, natural logarithm, empty bins left empty, drift from 0.1.</summary>
    [JsonStringEnumMemberName("jensenshannon")]
    JensenShannon,

    /// <summary>Population stability index with filled bins, drift from 0.1.</summary>
    [JsonStringEnumMemberName("psi")]
    PopulationStability,

    /// <summary>Kullback–Leibler divergence of the reference relative to the current sample with filled bins, drift from 0.1.</summary>
    [JsonStringEnumMemberName("kl_div")]
    KullbackLeibler,

    /// <summary>Hellinger distance, numbers in Sturges bins of the distinct values, drift from 0.1.</summary>
    [JsonStringEnumMemberName("hellinger")]
    Hellinger,

    /// <summary>Energy distance, drift above 0.1; numbers only.</summary>
    [JsonStringEnumMemberName("ed")]
    Energy,

    /// <summary>Total variation distance, numbers in the bins of <see cref="JensenShannon"/>, drift from 0.1. Evidently's own test of that name gives the chance of the distance over random permutations instead.</summary>
    [JsonStringEnumMemberName("tvd")]
    TotalVariation,
}
