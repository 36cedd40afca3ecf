using MLOpsBuild.Numerics;

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
        var inputs = Inputs.Of(set.Features);
        var terms = Array.ConvertAll(inputs, input => LinearTerm.Fit(set.Features, input, Options));
        var design = new Design(set.Features, inputs, terms);
        // Solved about the mean, so that a large offset costs no digits.
        var mean = PairwiseSum.Mean(set.Target);
        var right = new double[design.Width];
        var matrix = new double[design.Width][];
        for (var i = 0; i < matrix.Length; i++) matrix[i] = new double[i + 1];
        for (var row = 0; row < design.Rows; row++) design.AddTo(right, matrix, row, set.Target[row] - mean, 1);
        for (var i = 0; i < design.Width - 1; i++) matrix[i][i] += Options.L2;
        var weights = Cholesky.Solve(matrix, right)
            ?? throw new ArgumentException($"The features are linearly dependent beyond what an L2 penalty of {Options.L2} can mend; raise it.", nameof(set));
        weights[^1] += mean;
        return new LinearModel(LearningTask.Regression, inputs, terms, weights, []);
    }
}
