namespace MLOpsBuild.Learning.Linear;

/// <summary>Least squares with a penalty on the weights' sizes, which sets useless ones to 0, and on their squares (Zou and Hastie, 2005), by coordinate descent to convergence.</summary>
/// <remarks>Numbers are standardised, texts have one weight a category, and missing values a weight of their own. The model does not depend on the number of threads.</remarks>
/// <param name="options">The settings.</param>
public sealed class ElasticNet(ElasticNetOptions options) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "elastic-net";

    /// <summary>With the default settings.</summary>
    public ElasticNet()
        : this(new ElasticNetOptions())
    {
    }

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The settings.</summary>
    public ElasticNetOptions Options { get; } = options;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows, a feature is a time, or a target is not a finite number.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) =>
        new PenalisedLeastSquares(FormatName, Options, Options.L1Share).Train(set, cancellationToken);
}

/// <summary>Least squares with a penalty on the weights' sizes alone, which sets useless ones to 0 (Tibshirani, 1996): <see cref="ElasticNet"/> with a share of 1.</summary>
/// <param name="options">The settings.</param>
public sealed class Lasso(ElasticNetOptions options) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "lasso";

    /// <summary>With the default settings.</summary>
    public Lasso()
        : this(new ElasticNetOptions())
    {
    }

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The settings.</summary>
    public ElasticNetOptions Options { get; } = options;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows, a feature is a time, or a target is not a finite number.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) =>
        new PenalisedLeastSquares(FormatName, Options, 1).Train(set, cancellationToken);
}
