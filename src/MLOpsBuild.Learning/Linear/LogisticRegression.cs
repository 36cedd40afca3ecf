using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Linear;

/// <summary>Logistic regression with L2 and L1 penalties, fitted by Newton's method to convergence: a strong, explainable baseline.</summary>
/// <remarks>Numbers are standardised, texts have one weight a category, and missing values a weight of their own. One thread: the model does not depend on their number.</remarks>
/// <param name="options">The settings.</param>
public sealed class LogisticRegression(LinearOptions options) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "logistic-regression";

    private const double Precision = 1e-10;
    private const double Trace = 1e-9;
    private const int MostHalvings = 40;
    private const int MostPasses = 10_000;

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
        var (inputs, terms, design) = Design.Fit(set, Options.MostCategories);
        var weights = new double[design.Width];
        var curve = new List<double>();
        var total = set.Weights is { } rowWeights ? PairwiseSum.Of(rowWeights) : set.Target.Length;
        var loss = Loss(design, set, weights);
        while (curve.Count < Options.MostIterations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = Step(design, set, weights, cancellationToken);
            if (step is null || !Advance(design, set, weights, step, ref loss)) break;
            curve.Add(loss / total);
            options.Progress?.Report(new TrainingProgress(curve.Count, Options.MostIterations, curve[^1]));
            if (step.Max(Math.Abs) < Precision) break;
        }

        return new LinearModel(FormatName, LearningTask.Binary, inputs, terms, weights, [.. curve]);
    }

    private double[]? Step(Design design, TrainingSet set, double[] weights, CancellationToken cancellationToken)
    {
        var gradient = new double[design.Width];
        var matrix = NormalEquations.Triangle(design.Width);
        for (var row = 0; row < design.Rows; row++)
        {
            var p = ReproducibleMath.Sigmoid(design.Score(row, weights));
            var count = set.Weights?[row] ?? 1;
            design.AddTo(gradient, matrix, row, count * (set.Target[row] - p), count * (p * (1 - p)));
        }

        if (Options.L1 > 0) return SparseStep(gradient, matrix, weights, cancellationToken);
        for (var i = 0; i < weights.Length; i++)
        {
            // The intercept is free; the trace of a penalty keeps the system solvable when all probabilities have reached 0 or 1.
            var penalty = i < weights.Length - 1 ? Options.L2 : Trace;
            gradient[i] -= penalty * weights[i];
            matrix[i][i] += penalty;
        }

        return Cholesky.Solve(matrix, gradient);
    }

    // Newton's quadratic with the penalties as they are (Lee, Sun and Saunders, 2014): its least place is where the step leads.
    private double[] SparseStep(double[] gradient, double[][] triangle, double[] weights, CancellationToken cancellationToken)
    {
        var matrix = Array.ConvertAll(triangle, _ => new double[weights.Length]);
        for (var i = 0; i < weights.Length; i++)
        {
            for (var j = 0; j <= i; j++) matrix[j][i] = matrix[i][j] = triangle[i][j];
            matrix[i][i] += Trace;
        }

        double[] linear = [.. gradient.Select((g, i) => g + matrix[i].Zip(weights, (m, w) => m * w).Sum())];
        var best = new PenalisedQuadratic(matrix, linear, Options.L1, Options.L2).Solve(weights, MostPasses, cancellationToken, free: 1);
        return [.. best.Zip(weights, (b, w) => b - w)];
    }

    // Newton's method can overshoot far from the optimum: the step is halved until the loss does not grow.
    private bool Advance(Design design, TrainingSet set, double[] weights, double[] step, ref double loss)
    {
        var start = weights.ToArray();
        for (var (halving, share) = (0, 1.0); halving < MostHalvings; halving++, share /= 2)
        {
            for (var i = 0; i < weights.Length; i++) weights[i] = start[i] + share * step[i];
            var now = Loss(design, set, weights);
            if (!(now <= loss)) continue;
            loss = now;
            return true;
        }

        start.CopyTo(weights, 0);
        return false;
    }

    private double Loss(Design design, TrainingSet set, double[] weights)
    {
        var losses = new double[design.Rows];
        for (var row = 0; row < losses.Length; row++)
        {
            var score = design.Score(row, weights);
            losses[row] = (ReproducibleMath.LogOnePlusExp(score) - set.Target[row] * score) * (set.Weights?[row] ?? 1);
        }

        var (squares, sizes) = (0.0, 0.0);
        for (var i = 0; i < weights.Length - 1; i++)
        {
            squares += weights[i] * weights[i];
            sizes += Math.Abs(weights[i]);
        }

        return PairwiseSum.Of(losses) + (0.5 * Options.L2 * squares + 0.5 * Trace * weights[^1] * weights[^1]) + Options.L1 * sizes;
    }
}
