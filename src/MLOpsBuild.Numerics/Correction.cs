namespace MLOpsBuild.Numerics;

/// <summary>How p-values of many tests are corrected for their number.</summary>
public enum Correction
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>The chance of even one false alarm stays at the level: see <see cref="Numerics.Holm"/>.</summary>
    Holm,

    /// <summary>The expected share of false alarms among the alarms stays at the level: see <see cref="FalseDiscovery"/>.</summary>
    FalseDiscovery,
}
