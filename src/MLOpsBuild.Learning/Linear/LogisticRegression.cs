using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Linear;

/// <summary>Logistic regression with an L2 penalty, fitted by Newton's method to convergence: a strong, explainable baseline.</summary>
/// <remarks>Numbers are standardised, texts have one weight a category, and missing values a weight of their own. One thread: the model does not depend on their number.</remarks>
/// <param name="options">The settings.</param>
public sealed class LogisticRegression(LinearOptions options) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "logistic-regression";

    private const double Precision = 1e-10;
    private const int MostHalvings = 40;

    /// <summary>With the default settings.</summary>
    public LogisticRegression()
        : this(new LinearOptions())
    {
    }

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The settings.</summary>
    public LinearOptions Options { get; } = options;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows, a feature is a time, or a target is not 0 or 1.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        Check.TrainingSet(set, LearningTask.Binary);
        var inputs = Inputs.Of(set.Features);
        var terms = Array.ConvertAll(inputs, input => LinearTerm.Fit(set.Features, input, Options));
        var design = new Design(set.Features, inputs, terms);
        var weights = new double[design.Width];
        var curve = new List<double>();
        var loss = Loss(design, set.Target, weights);
        while (curve.Count < Options.MostIterations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = NewtonStep(design, set.Target, weights);
            if (step is null || !Advance(design, set.Target, weights, step, ref loss)) break;
            curve.Add(loss / set.Target.Length);
            options.Progress?.Report(new TrainingProgress(curve.Count, Options.MostIterations, curve[^1]));
            if (step.Max(Math.Abs) < Precision) break;
        }

        return new LinearModel(LearningTask.Binary, inputs, terms, weights, [.. curve]);
    }

    private double[]? NewtonStep(Design design, double[] target, double[] weights)
    {
        var gradient = new double[design.Width];
        var matrix = new double[design.Width][];
        for (var i = 0; i < matrix.Length; i++) matrix[i] = new double[i + 1];
        for (var row = 0; row < design.Rows; row++)
        {
            var p = ReproducibleMath.Sigmoid(design.Score(row, weights));
            design.AddTo(gradient, matrix, row, target[row] - p, p * (1 - p));
        }

        for (var i = 0; i < weights.Length; i++)
        {
            // The intercept is free; the trace of a penalty keeps the system solvable when all probabilities have reached 0 or 1.
            var penalty = i < weights.Length - 1 ? Options.L2 : 1e-9;
            gradient[i] -= penalty * weights[i];
            matrix[i][i] += penalty;
        }

        return Cholesky.Solve(matrix, gradient);
    }

    // Newton's method can overshoot far from the optimum: the step is halved until the loss does not grow.
    private bool Advance(Design design, double[] target, double[] weights, double[] step, ref double loss)
    {
        var start = weights.ToArray();
        for (var (halving, share) = (0, 1.0); halving < MostHalvings; halving++, share /= 2)
        {
            for (var i = 0; i < weights.Length; i++) weights[i] = start[i] + share * step[i];
            var now = Loss(design, target, weights);
            if (!(now <= loss)) continue;
            loss = now;
            return true;
        }

        start.CopyTo(weights, 0);
        return false;
    }

    private double Loss(Design design, double[] target, double[] weights)
    {
        var losses = new double[design.Rows];
        for (var row = 0; row < losses.Length; row++)
        {
            var score = design.Score(row, weights);
            losses[row] = ReproducibleMath.LogOnePlusExp(score) - target[row] * score;
        }

        var squares = 0.0;
        for (var i = 0; i < weights.Length - 1; i++) squares += weights[i] * weights[i];
        return PairwiseSum.Of(losses) + (0.5 * Options.L2 * squares + 0.5e-9 * weights[^1] * weights[^1]);
    }
}
