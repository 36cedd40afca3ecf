using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Linear;

/// <summary>The weighted log losses of several classes with their penalty, and Newton's step towards the least of them. Weights stand class by class.</summary>
internal sealed class MultinomialLoss(Design design, TrainingSet set, int classes, double l2, RowBlocks blocks)
{
    // Keeps the step finite where nothing else decides: the intercepts may all be moved together.
    private const double Trace = 1e-9;
    private const int MostInnerSteps = 500;

    private readonly double[] _probabilities = new double[design.Rows * classes];

    private int Width => design.Width;

    public double At(double[] weights)
    {
        var sum = blocks.Sum(design.Rows, 1, (first, end, loss) =>
        {
            var scores = new double[classes];
            for (var row = first; row < end; row++)
            {
                Scores(row, weights, scores);
                loss[0] += Weight(row) * (Softmax.LogOfSum(scores) - scores[(int)set.Target[row]]);
            }
        })[0];
        var penalty = 0.0;
        for (var i = 0; i < weights.Length; i++) penalty += PenaltyOf(i) * weights[i] * weights[i];
        return sum + 0.5 * penalty;
    }

    /// <summary>Newton's step by conjugate gradients, preconditioned by the diagonal, as precise as the nearness of the optimum calls for (Dembo and Steihaug, 1983); and by how much the loss should fall.</summary>
    public (double[] Step, double Gain) NewtonStep(double[] weights, double now)
    {
        var (slope, diagonal) = Gradient(weights);
        return NewtonStep(slope, diagonal, now, null);
    }

    /// <summary>The step of the weights that are free, from their negative gradient and the diagonal of the second derivatives where <see cref="Gradient"/> was asked last.</summary>
    /// <param name="slope">The negative gradient, with what else pulls at the weights; 0 where a weight is not free.</param>
    /// <param name="diagonal">The diagonal.</param>
    /// <param name="now">The loss.</param>
    /// <param name="free">Which weights are free; null for all.</param>
    public (double[] Step, double Gain) NewtonStep(double[] slope, double[] diagonal, double now, bool[]? free)
    {
        var residual = slope.ToArray();
        var step = new double[slope.Length];
        var scaled = Divide(residual, diagonal);
        var direction = scaled.ToArray();
        var size = Dot(residual, scaled);
        var goal = size * Math.Min(1e-2, size / now) * 1e-2;
        for (var i = 0; i < MostInnerSteps && size > goal; i++)
        {
            var bent = Curved(direction);
            for (var j = 0; free is not null && j < bent.Length; j++) bent[j] = free[j] ? bent[j] : 0;
            var curvature = Dot(direction, bent);
            if (!(curvature > 0)) break;
            var share = size / curvature;
            for (var j = 0; j < step.Length; j++)
            {
                step[j] += share * direction[j];
                residual[j] -= share * bent[j];
            }

            scaled = Divide(residual, diagonal);
            var next = Dot(residual, scaled);
            for (var j = 0; j < step.Length; j++) direction[j] = scaled[j] + next / size * direction[j];
            size = next;
        }

        return (step, 0.5 * Dot(slope, step));
    }

    /// <summary>The negative gradient and the second derivatives' diagonal; the probabilities stay for the steps that follow.</summary>
    public (double[] Gradient, double[] Diagonal) Gradient(double[] weights)
    {
        var count = weights.Length;
        var sums = blocks.Sum(design.Rows, 2 * count, (first, end, sum) =>
        {
            for (var row = first; row < end; row++)
            {
                var p = _probabilities.AsSpan(row * classes, classes);
                Scores(row, weights, p);
                Softmax.Of(p);
                for (var c = 0; c < classes; c++)
                {
                    var slope = Weight(row) * ((c == (int)set.Target[row] ? 1 : 0) - p[c]);
                    Add(sum, c * Width, row, slope, Weight(row) * p[c] * (1 - p[c]), count);
                }
            }
        });
        for (var i = 0; i < count; i++)
        {
            sums[i] -= PenaltyOf(i) * weights[i];
            sums[count + i] += PenaltyOf(i);
        }

        return (sums[..count], sums[count..]);
    }

    private void Add(double[] sum, int at, int row, double slope, double curvature, int diagonal)
    {
        var places = design.Places(row);
        var factors = design.Factors(row);
        for (var i = 0; i < places.Length; i++)
        {
            sum[at + places[i]] += slope * factors[i];
            sum[diagonal + at + places[i]] += curvature * factors[i] * factors[i];
        }
    }

    // The second derivatives times a direction.
    private double[] Curved(double[] direction)
    {
        var curved = blocks.Sum(design.Rows, direction.Length, (first, end, sum) =>
        {
            var moved = new double[classes];
            for (var row = first; row < end; row++)
            {
                Scores(row, direction, moved);
                var p = _probabilities.AsSpan(row * classes, classes);
                var mean = 0.0;
                for (var c = 0; c < classes; c++) mean += p[c] * moved[c];
                for (var c = 0; c < classes; c++) design.AddTo(sum, c * Width, row, Weight(row) * p[c] * (moved[c] - mean));
            }
        });
        for (var i = 0; i < curved.Length; i++) curved[i] += PenaltyOf(i) * direction[i];
        return curved;
    }

    private void Scores(int row, double[] weights, Span<double> scores)
    {
        for (var c = 0; c < classes; c++) scores[c] = design.Score(row, weights.AsSpan(c * Width, Width));
    }

    private double Weight(int row) => set.Weights?[row] ?? 1;

    private double PenaltyOf(int place) => place % Width == Width - 1 ? Trace : l2;

    private static double[] Divide(double[] a, double[] b) => [.. a.Select((v, i) => b[i] > 0 ? v / b[i] : 0)];

    private static double Dot(double[] a, double[] b) => PairwiseSum.Of([.. a.Select((v, i) => v * b[i])]);
}
