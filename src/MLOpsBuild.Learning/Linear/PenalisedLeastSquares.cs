using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Linear;

/// <summary>The common work of <see cref="ElasticNet"/> and <see cref="Lasso"/>.</summary>
internal sealed class PenalisedLeastSquares(string format, ElasticNetOptions settings, double l1Share)
{
    public LinearModel Train(TrainingSet set, CancellationToken cancellationToken)
    {
        Check.TrainingSet(set, LearningTask.Regression);
        var (inputs, terms, design) = Design.Fit(set, settings.MostCategories);
        var (gram, right, mean) = NormalEquations.Of(design, set);
        var intercept = design.Width - 1;
        var total = gram[intercept][intercept];
        // About the weighted means, in which the intercept drops out; its column holds each column's sum.
        var centres = gram[intercept].Select(sum => sum / total).ToArray();
        var quadratic = new double[intercept][];
        for (var i = 0; i < intercept; i++)
        {
            quadratic[i] = new double[intercept];
            for (var j = 0; j <= i; j++) quadratic[j][i] = quadratic[i][j] = gram[i][j] / total - centres[i] * centres[j];
        }

        double[] linear = [.. centres.Take(intercept).Select((centre, i) => right[i] / total - centre * right[intercept] / total)];
        var problem = new PenalisedQuadratic(quadratic, linear, settings.Penalty * l1Share, settings.Penalty * (1 - l1Share));
        var solved = problem.Solve(new double[intercept], settings.MostIterations, cancellationToken);
        var offset = right[intercept] / total;
        for (var i = 0; i < intercept; i++) offset -= centres[i] * solved[i];
        return new LinearModel(format, LearningTask.Regression, inputs, terms, [.. solved, offset + mean], []);
    }
}

/// <summary>The sums of least squares, about the target's mean so that a large offset costs no digits.</summary>
internal static class NormalEquations
{
    /// <summary>The lower triangle of the weighted columns' products, their products with the target less its mean, and that mean.</summary>
    public static (double[][] Matrix, double[] Right, double Mean) Of(Design design, TrainingSet set)
    {
        var mean = set.Weights is { } weights
            ? PairwiseSum.Of([.. set.Target.Select((y, row) => y * weights[row])]) / PairwiseSum.Of(weights)
            : PairwiseSum.Mean(set.Target);
        var right = new double[design.Width];
        var matrix = Triangle(design.Width);
        for (var row = 0; row < design.Rows; row++)
        {
            var weight = set.Weights?[row] ?? 1;
            design.AddTo(right, matrix, row, weight * (set.Target[row] - mean), weight);
        }

        return (matrix, right, mean);
    }

    /// <summary>The lower triangle of a matrix of zeros.</summary>
    public static double[][] Triangle(int width)
    {
        var matrix = new double[width][];
        for (var i = 0; i < width; i++) matrix[i] = new double[i + 1];
        return matrix;
    }
}
