using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Linear;

/// <summary>Logistic regression for several classes at once, with one weighted sum a class and L2 and L1 penalties, fitted by Newton's method to convergence.</summary>
/// <remarks>Numbers are standardised, texts have one weight a category, and missing values a weight of their own. The steps are found by conjugate gradients, so that the work grows with the weights and not with their square. The model does not depend on the number of threads.</remarks>
/// <param name="options">The settings.</param>
public sealed class MultinomialRegression(LinearOptions options) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "multinomial-regression";

    // Of the loss. Newton's method doubles the digits with each step: the one that should gain no more than this is the last.
    private const double Precision = 1e-13;
    private const int MostHalvings = 40;

    /// <summary>With the default settings.</summary>
    public MultinomialRegression()
        : this(new LinearOptions())
    {
    }

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The settings.</summary>
    public LinearOptions Options { get; } = options;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows, a feature is a time, or a target is no class.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        Check.TrainingSet(set, LearningTask.Multiclass);
        var (inputs, terms, design) = Design.Fit(set, Options.MostCategories);
        var classes = Math.Max(2, set.Classes.Count > 0 ? set.Classes.Count : (int)set.Target.Max() + 1);
        var loss = new MultinomialLoss(design, set, classes, Options.L2, new RowBlocks(options.Threads, cancellationToken));
        var total = set.Weights is { } rowWeights ? PairwiseSum.Of(rowWeights) : set.Target.Length;
        var weights = new double[classes * design.Width];
        var curve = Options.L1 > 0 ? Sparse(new SparseMultinomial(loss, design.Width, Options.L1), weights, total, options, cancellationToken) : Smooth(loss, weights, total, options, cancellationToken);
        return new MultinomialModel(inputs, terms, [.. set.Classes], classes, weights, [.. curve]);
    }

    private List<double> Sparse(SparseMultinomial loss, double[] weights, double total, TrainingOptions options, CancellationToken cancellationToken)
    {
        var curve = new List<double>();
        var now = loss.At(weights);
        while (curve.Count < Options.MostIterations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (loss.Advance(weights, ref now)) break;
            curve.Add(now / total);
            options.Progress?.Report(new TrainingProgress(curve.Count, Options.MostIterations, curve[^1]));
        }

        return curve;
    }

    private List<double> Smooth(MultinomialLoss loss, double[] weights, double total, TrainingOptions options, CancellationToken cancellationToken)
    {
        var curve = new List<double>();
        var now = loss.At(weights);
        while (curve.Count < Options.MostIterations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (step, gain) = loss.NewtonStep(weights, now);
            if (!Advance(loss, weights, step, ref now)) break;
            curve.Add(now / total);
            options.Progress?.Report(new TrainingProgress(curve.Count, Options.MostIterations, curve[^1]));
            if (gain <= Precision * now) break;
        }

        return curve;
    }

    private static bool Advance(MultinomialLoss loss, double[] weights, double[] step, ref double now)
    {
        var start = weights.ToArray();
        for (var (halving, share) = (0, 1.0); halving < MostHalvings; halving++, share /= 2)
        {
            for (var i = 0; i < weights.Length; i++) weights[i] = start[i] + share * step[i];
            var next = loss.At(weights);
            if (!(next <= now)) continue;
            now = next;
            return true;
        }

        start.CopyTo(weights, 0);
        return false;
    }
}
