using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Clustering;

/// <summary>Rows as places in space, coordinates row by row.</summary>
internal sealed class Points(double[] coordinates, int count, int dimensions)
{
    public int Count => count;

    public int Dimensions => dimensions;

    public static Points Of(Table rows, ModelInput[] inputs)
    {
        var coordinates = new double[rows.RowCount * inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].IsText()) throw new ArgumentException($"Feature '{inputs[i].Name}' is a text; k-means takes numbers.", nameof(rows));
            var values = Inputs.Numbers(rows, inputs[i]);
            for (var row = 0; row < values.Length; row++)
            {
                if (!double.IsFinite(values[row])) throw new ArgumentException($"Feature '{inputs[i].Name}' of row {row} is {values[row]}; k-means takes finite numbers.", nameof(rows));
                coordinates[row * inputs.Length + i] = values[row];
            }
        }

        return new Points(coordinates, rows.RowCount, inputs.Length);
    }

    public ReadOnlySpan<double> this[int row] => coordinates.AsSpan(row * dimensions, dimensions);

    /// <summary>The nearest centre, the first of equally near ones, with its squared distance and that of the next one.</summary>
    public static (int Centre, double Distance, double Next) Nearest(ReadOnlySpan<double> point, double[][] centres)
    {
        var (nearest, least, next) = (0, double.PositiveInfinity, double.PositiveInfinity);
        for (var c = 0; c < centres.Length; c++)
        {
            var distance = Distance(point, centres[c]);
            if (distance < least) (nearest, least, next) = (c, distance, least);
            else if (distance < next) next = distance;
        }

        return (nearest, least, next);
    }

    /// <summary>The squared distance.</summary>
    public static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        // Two running sums, so that neither waits for the other.
        var (even, odd) = (0.0, 0.0);
        var i = 0;
        for (; i + 1 < a.Length && i + 1 < b.Length; i += 2)
        {
            var (first, second) = (a[i] - b[i], a[i + 1] - b[i + 1]);
            even += first * first;
            odd += second * second;
        }

        if (i >= a.Length) return even + odd;
        var last = a[i] - b[i];
        return even + last * last + odd;
    }
}
