namespace MLOpsBuild.Learning.Linear;

/// <summary>Solves symmetric positive definite systems.</summary>
internal static class Cholesky
{
    /// <summary>Solves <paramref name="matrix"/> · x = <paramref name="right"/>; only the lower triangle is read, and it is overwritten. Null when it is not positive definite.</summary>
    public static double[]? Solve(double[][] matrix, double[] right)
    {
        if (!Factor(matrix)) return null;
        var x = right.ToArray();
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < i; j++) x[i] -= matrix[i][j] * x[j];
            x[i] /= matrix[i][i];
        }

        for (var i = x.Length - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < x.Length; j++) x[i] -= matrix[j][i] * x[j];
            x[i] /= matrix[i][i];
        }

        return x;
    }

    private static bool Factor(double[][] matrix)
    {
        for (var i = 0; i < matrix.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i][j];
                for (var k = 0; k < j; k++) sum -= matrix[i][k] * matrix[j][k];
                if (i != j) matrix[i][j] = sum / matrix[j][j];
                else if (sum > 0) matrix[i][i] = Math.Sqrt(sum);
                else return false;
            }
        }

        return true;
    }
}
