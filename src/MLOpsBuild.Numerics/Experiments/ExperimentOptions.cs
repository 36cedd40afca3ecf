namespace MLOpsBuild.Numerics.Experiments;

/// <summary>What an experiment of two arms must be able to say. Tests are two-sided. Every value is checked when it is set.</summary>
public sealed record ExperimentOptions
{
    /// <summary>The chance of an alarm without an effect, above 0 and below 1. Default 0.05.</summary>
    public double Alpha { get; init => field = Share(value, nameof(Alpha)); } = 0.05;

    /// <summary>The chance of finding the effect when it is there, above <see cref="Alpha"/> and below 1. Default 0.8.</summary>
    public double Power { get; init => field = Share(value, nameof(Power)); } = 0.8;

    /// <summary>Rows of arm B for each row of arm A, above 0. Default 1.</summary>
    public double Ratio
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(Ratio), value, "Ratio must be above 0.");
    } = 1;

    /// <summary>
    /// By what factor the variance of a mean grows because rows share days or customers, at least 1: a thousand rows then say as much as a thousand divided by it. The square of the ratio of the
    /// errors by blocks and by rows. Default 1, for independent rows.
    /// </summary>
    public double DesignEffect
    {
        get;
        init => field = value >= 1 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(DesignEffect), value, "DesignEffect must be at least 1.");
    } = 1;

    private static double Share(double value, string name) =>
        value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and below 1.");
}

/// <summary>How many rows an experiment needs.</summary>
/// <param name="RowsA">Of arm A, rounded up.</param>
/// <param name="RowsB">Of arm B, rounded up.</param>
/// <param name="Exact">Of arm A, before rounding.</param>
/// <param name="Power">The power with the exact number.</param>
public sealed record ExperimentSize(long RowsA, long RowsB, double Exact, double Power);
