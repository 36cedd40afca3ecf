namespace MLOpsBuild.Learning.Linear;

/// <summary>Linear regression with an L2 penalty, solved exactly.</summary>
/// <remarks>Inputs are treated as by <see cref="LogisticRegression"/>.</remarks>
/// <param name="options">The settings.</param>
public sealed class RidgeRegression(LinearOptions options) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "ridge-regression";

    /// <summary>With the default settings.</summary>
    public RidgeRegression()
        : this(new LinearOptions())
    {
    }

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The settings.</summary>
    public LinearOptions Options { get; } = options;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows, a feature is a time, or a target is not a finite number.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        Check.TrainingSet(set, LearningTask.Regression);
        if (Options.L1 > 0) throw new ArgumentException($"Ridge regression has no L1 penalty; '{ElasticNet.FormatName}' has one.", nameof(set));
        var (inputs, terms, design) = Design.Fit(set, Options.MostCategories);
        var (matrix, right, mean) = NormalEquations.Of(design, set);
        for (var i = 0; i < design.Width - 1; i++) matrix[i][i] += Options.L2;
        var weights = Cholesky.Solve(matrix, right)
            ?? throw new ArgumentException($"The features are linearly dependent beyond what an L2 penalty of {Options.L2} can mend; raise it.", nameof(set));
        weights[^1] += mean;
        return new LinearModel(FormatName, LearningTask.Regression, inputs, terms, weights, []);
    }
}
