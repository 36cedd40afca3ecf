namespace MLOpsBuild.Learning.Linear;

/// <summary>The settings of <see cref="LogisticRegression"/>, <see cref="MultinomialRegression"/> and <see cref="RidgeRegression"/>. Every value is checked when it is set.</summary>
public sealed record LinearOptions
{
    /// <summary>
    /// The L2 penalty: half of it times the squared weights is added to the sum (not the mean) of the losses, 10⁻⁹ to 10¹². Numbers are standardised
    /// first; the intercept is free. Default 1.
    /// </summary>
    public double L2 { get; init => field = Check.Within(value, 1e-9, 1e12, nameof(L2)); } = 1;

    /// <summary>The L1 penalty of <see cref="LogisticRegression"/> and <see cref="MultinomialRegression"/>: this times the sum of the weights' sizes is added to the sum of the losses, which sets useless ones to 0, 0 to 10¹². With <see cref="L2"/> the two are an elastic net. Default 0.</summary>
    public double L1 { get; init => field = Check.Within(value, 0, 1e12, nameof(L1)); }

    /// <summary>The most categories of a text column that get a weight, 1 to 10 000; the rarer ones are treated as unseen. Default 500.</summary>
    public int MostCategories { get; init => field = Check.Within(value, 1, 10_000, nameof(MostCategories)); } = 500;

    /// <summary>The most Newton steps, 1 to 1000; usually under ten are needed. Default 100.</summary>
    public int MostIterations { get; init => field = Check.Within(value, 1, 1000, nameof(MostIterations)); } = 100;
}
