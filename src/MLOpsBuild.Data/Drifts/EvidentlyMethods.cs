namespace MLOpsBuild.Data.Drifts;

/// <summary>The methods of the Evidently preset by their names.</summary>
public static class EvidentlyMethods
{
    /// <summary>All of them, as files and commands name them.</summary>
    public static IReadOnlyDictionary<string, EvidentlyMethod> ByName { get; } = new SortedDictionary<string, EvidentlyMethod>(StringComparer.Ordinal)
    {
        ["default"] = EvidentlyMethod.Default,
        ["ks"] = EvidentlyMethod.KolmogorovSmirnov,
        ["chisquare"] = EvidentlyMethod.ChiSquare,
        ["z"] = EvidentlyMethod.Proportion,
        ["wasserstein"] = EvidentlyMethod.Wasserstein,
        ["jensenshannon"] = EvidentlyMethod.JensenShannon,
        ["psi"] = EvidentlyMethod.PopulationStability,
        ["kl_div"] = EvidentlyMethod.KullbackLeibler,
        ["hellinger"] = EvidentlyMethod.Hellinger,
        ["ed"] = EvidentlyMethod.Energy,
        ["tvd"] = EvidentlyMethod.TotalVariation,
    };
}
