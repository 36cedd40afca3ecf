namespace MLOpsBuild.Numerics.Distributions;

/// <summary>The chi-squared distribution.</summary>
public static class ChiSquared
{
    /// <summary>The share above <paramref name="x"/>: the p-value of a chi-square statistic. An infinite statistic gives 0.</summary>
    /// <param name="x">At least 0.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double Survival(double x, double degreesOfFreedom) => GammaFunction.RegularizedUpper(degreesOfFreedom / 2, x / 2);
}
