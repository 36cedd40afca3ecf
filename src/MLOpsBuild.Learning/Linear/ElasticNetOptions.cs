namespace MLOpsBuild.Learning.Linear;

/// <summary>The settings of <see cref="ElasticNet"/> and <see cref="Lasso"/>. Every value is checked when it is set.</summary>
public sealed record ElasticNetOptions
{
    /// <summary>
    /// The penalty: half of the mean squared error is minimised, plus this times (ratio · the sum of the weights' sizes + (1 − ratio) / 2 · the sum of their squares), 10⁻¹² to 10¹². Numbers are
    /// standardised first; the intercept is free. Default 1.
    /// </summary>
    public double Penalty { get; init => field = Check.Within(value, 1e-12, 1e12, nameof(Penalty)); } = 1;

    /// <summary>The share of the penalty that is on the weights' sizes (L1) and not on their squares (L2), 0 to 1. Default 0.5; <see cref="Lasso"/> takes 1 whatever stands here.</summary>
    public double L1Share { get; init => field = Check.Within(value, 0, 1, nameof(L1Share)); } = 0.5;

    /// <summary>The most categories of a text column that get a weight, 1 to 10 000; the rarer ones are treated as unseen. Default 500.</summary>
    public int MostCategories { get; init => field = Check.Within(value, 1, 10_000, nameof(MostCategories)); } = 500;

    /// <summary>The most passes over the weights, 1 to 1 000 000. Default 10 000.</summary>
    public int MostIterations { get; init => field = Check.Within(value, 1, 1_000_000, nameof(MostIterations)); } = 10_000;
}
