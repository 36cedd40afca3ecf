namespace MLOpsBuild.Numerics.Distributions;

/// <summary>Durbin's matrix for the exact distribution of the two-sided Kolmogorov–Smirnov distance (Marsaglia, Tsang and Wang, 2003).</summary>
internal static class DurbinMatrix
{
    private const double Large = 1e140;

    /// <summary>The chance of a distance below <paramref name="distance"/>: an entry of n!/nⁿ · Hⁿ.</summary>
    public static double Cumulative(int n, double distance)
    {
        var k = (int)Math.Ceiling(n * distance);
        var size = 2 * k - 1;
        var power = Start(size, k - n * distance);
        double[]? result = null;
        int scale = 0, powerScale = 0;
        for (var rest = n; rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0)
            {
                result = result is null ? (double[])power.Clone() : Multiply(result, power, size);
                scale += powerScale + Shrink(result, size, k);
            }

            power = Multiply(power, power, size);
            powerScale = 2 * powerScale + Shrink(power, size, k);
        }

        var value = result![(k - 1) * size + k - 1];
        for (var i = 1; i <= n; i++)
        {
            value *= (double)i / n;
            if (value >= 1 / Large) continue;
            value *= Large;
            scale--;
        }

        for (; scale > 0; scale--) value *= Large;
        for (; scale < 0; scale++) value /= Large;
        return value;
    }

    private static double[] Start(int size, double h)
    {
        var matrix = new double[size * size];
        var factorial = new double[size + 1];
        factorial[0] = 1;
        for (var i = 1; i <= size; i++) factorial[i] = factorial[i - 1] / i;
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column <= Math.Min(row + 1, size - 1); column++) matrix[row * size + column] = factorial[row - column + 1];
        }

        var power = 1.0;
        for (var i = 0; i < size; i++)
        {
            power *= h;
            matrix[i * size] = (1 - power) * factorial[i + 1];
            matrix[(size - 1) * size + size - 1 - i] = (1 - power) * factorial[i + 1];
        }

        var corner = 1 - 2 * power;
        if (h > 0.5) corner += ReproducibleMath.Pow(2 * h - 1, size);
        matrix[(size - 1) * size] = corner * factorial[size];
        return matrix;
    }

    private static double[] Multiply(double[] a, double[] b, int size)
    {
        var product = new double[size * size];
        for (var row = 0; row < size; row++)
        {
            for (var inner = 0; inner < size; inner++)
            {
                var factor = a[row * size + inner];
                if (factor == 0) continue;
                for (var column = 0; column < size; column++) product[row * size + column] += factor * b[inner * size + column];
            }
        }

        return product;
    }

    /// <summary>Keeps the numbers in range; the factors taken out are counted.</summary>
    private static int Shrink(double[] matrix, int size, int k)
    {
        if (matrix[(k - 1) * size + k - 1] <= Large) return 0;
        for (var i = 0; i < matrix.Length; i++) matrix[i] /= Large;
        return 1;
    }
}
