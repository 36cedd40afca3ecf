namespace MLOpsBuild.Learning.Trees;

/// <summary>What a regression reduces.</summary>
public enum RegressionLoss
{
    /// <summary>The squared error: predicts the mean.</summary>
    Squared = 0,

    /// <summary>The absolute error: predicts the median.</summary>
    Absolute = 1,

    /// <summary>Huber's loss, squared up to <see cref="BoostedTreesOptions.HuberDelta"/> and absolute beyond it: a mean that outliers do not pull far.</summary>
    Huber = 2,

    /// <summary>The pinball loss: predicts the quantile <see cref="BoostedTreesOptions.Quantile"/>.</summary>
    Quantile = 3,

    /// <summary>The Poisson deviance of counts or rates, not negative: predicts a mean that is positive.</summary>
    Poisson = 4,
}
