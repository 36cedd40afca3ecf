using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Projections;

/// <summary>The directions in which columns of numbers vary most (Pearson, 1901; Hotelling, 1933), from their covariances. Immutable and thread-safe.</summary>
/// <remarks>Meant for up to some hundred columns. The greatest entry of each direction is positive, so that the same rows always give the same signs.</remarks>
public sealed class PrincipalComponents
{
    internal PrincipalComponents(double[] means, double[][] directions, double[] variances, double total) =>
        (Means, Directions, Variances, TotalVariance) = (means, directions, variances, total);

    /// <summary>The mean of each column.</summary>
    public IReadOnlyList<double> Means { get; }

    /// <summary>For each component its direction, of length 1, with one entry a column; the component of the greatest variance first.</summary>
    public IReadOnlyList<double[]> Directions { get; }

    /// <summary>The variance of each component, with rows − 1 as the divisor.</summary>
    public IReadOnlyList<double> Variances { get; }

    /// <summary>The sum of the columns' variances.</summary>
    public double TotalVariance { get; }

    /// <summary>Finds all components: as many as columns.</summary>
    /// <param name="columns">Columns of equal length, without missing values.</param>
    /// <param name="threads">At most so many threads; the result does not depend on it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">There is no column, there are fewer than 2 rows, or a value is not finite.</exception>
    public static PrincipalComponents Fit(IReadOnlyList<double[]> columns, int threads = 1, CancellationToken cancellationToken = default)
    {
        if (columns.Count == 0 || columns[0].Length < 2) throw new ArgumentException("Components need a column and 2 rows.", nameof(columns));
        foreach (var column in columns)
        {
            if (column.Length != columns[0].Length || !column.All(double.IsFinite)) throw new ArgumentException("The columns differ in length, or a value is missing or infinite; impute it.", nameof(columns));
        }

        double[] means = [.. columns.Select(c => PairwiseSum.Mean(c))];
        var covariance = Covariance(columns, means, new RowBlocks(threads, cancellationToken));
        var total = covariance.Select((line, i) => line[i]).Sum();
        var (values, vectors) = SymmetricEigen.Of(covariance);
        return new PrincipalComponents(means, vectors, Array.ConvertAll(values, v => Math.Max(0, v)), total);
    }

    /// <summary>Only the first components.</summary>
    /// <param name="count">How many, from 1 to all.</param>
    public PrincipalComponents Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Directions.Count);
        return new PrincipalComponents([.. Means], [.. Directions.Take(count)], [.. Variances.Take(count)], TotalVariance);
    }

    /// <summary>The place of each row along each component: one column a component. A row with a missing value has missing places.</summary>
    /// <exception cref="ArgumentException">There are not as many columns as were fitted.</exception>
    public double[][] Project(IReadOnlyList<double[]> columns)
    {
        if (columns.Count != Means.Count) throw new ArgumentException($"There are {columns.Count} columns; {Means.Count} were fitted.", nameof(columns));
        var rows = columns.Count == 0 ? 0 : columns[0].Length;
        return [.. Directions.Select(direction =>
        {
            var places = new double[rows];
            for (var c = 0; c < direction.Length; c++)
            {
                for (var row = 0; row < rows; row++) places[row] += direction[c] * (columns[c][row] - Means[c]);
            }

            return places;
        })];
    }

    private static double[][] Covariance(IReadOnlyList<double[]> columns, double[] means, RowBlocks blocks)
    {
        var n = columns.Count;
        var sums = blocks.Sum(columns[0].Length, n * (n + 1) / 2, (first, end, sum) =>
        {
            var centred = new double[n][];
            for (var c = 0; c < n; c++)
            {
                centred[c] = columns[c][first..end];
                foreach (ref var value in centred[c].AsSpan()) value -= means[c];
            }

            for (int a = 0, at = 0; a < n; a++)
            {
                for (var b = 0; b <= a; b++, at++) sum[at] = Product(centred[a], centred[b]);
            }
        });
        var matrix = new double[n][];
        for (var a = 0; a < n; a++) matrix[a] = new double[n];
        for (int a = 0, at = 0; a < n; a++)
        {
            for (var b = 0; b <= a; b++, at++) matrix[a][b] = matrix[b][a] = sums[at] / (columns[0].Length - 1);
        }

        return matrix;
    }

    // Four running sums: the order is fixed, and no sum waits for the one before it.
    private static double Product(double[] a, double[] b)
    {
        var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0);
        var i = 0;
        for (; i + 4 <= a.Length; i += 4)
        {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }

        for (; i < a.Length; i++) s0 += a[i] * b[i];
        return s0 + s1 + (s2 + s3);
    }
}
