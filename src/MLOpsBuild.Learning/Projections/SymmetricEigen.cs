namespace MLOpsBuild.Learning.Projections;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5): slow beyond some hundred columns, and accurate.</summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>The eigenvalues, descending, and for each its vector of length 1 whose entry of the greatest size, the first of several, is positive. The matrix is overwritten.</summary>
    public static (double[] Values, double[][] Vectors) Of(double[][] matrix)
    {
        var n = matrix.Length;
        var vectors = new double[n][];
        for (var i = 0; i < n; i++) (vectors[i] = new double[n])[i] = 1;
        for (var (sweep, turned) = (0, true); turned && sweep < MostSweeps; sweep++)
        {
            turned = false;
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++) turned |= Rotate(matrix, vectors, p, q);
            }
        }

        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => matrix[i][i])];
        return (Array.ConvertAll(order, i => matrix[i][i]), Array.ConvertAll(order, i => Signed(vectors[i])));
    }

    // Rows of vectors are eigenvectors in the making. False when the entry is 0 within the rounding of the diagonal.
    private static bool Rotate(double[][] matrix, double[][] vectors, int p, int q)
    {
        var entry = matrix[p][q];
        if (Math.Abs(entry) <= 1e-17 * Math.Sqrt(Math.Abs(matrix[p][p]) * Math.Abs(matrix[q][q])) || Math.Abs(entry) < 1e-300) return false;
        var theta = (matrix[q][q] - matrix[p][p]) / (2 * entry);
        var tangent = Math.Abs(theta) > 1e150 ? 0.5 / theta : (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var cosine = 1 / Math.Sqrt(tangent * tangent + 1);
        var sine = tangent * cosine;
        for (var i = 0; i < matrix.Length; i++)
        {
            if (i == p || i == q) continue;
            var (a, b) = (matrix[i][p], matrix[i][q]);
            matrix[i][p] = matrix[p][i] = cosine * a - sine * b;
            matrix[i][q] = matrix[q][i] = sine * a + cosine * b;
        }

        matrix[p][p] -= tangent * entry;
        matrix[q][q] += tangent * entry;
        matrix[p][q] = matrix[q][p] = 0;
        var (first, second) = (vectors[p], vectors[q]);
        for (var i = 0; i < first.Length; i++) (first[i], second[i]) = (cosine * first[i] - sine * second[i], sine * first[i] + cosine * second[i]);
        return true;
    }

    private static double[] Signed(double[] vector)
    {
        var greatest = 0;
        for (var i = 1; i < vector.Length; i++)
        {
            if (Math.Abs(vector[i]) > Math.Abs(vector[greatest])) greatest = i;
        }

        return vector[greatest] < 0 ? Array.ConvertAll(vector, v => -v) : vector;
    }
}
