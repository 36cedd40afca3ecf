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

    /// <summary>The nearest centre, the first of equally near ones, with its squared distance.</summary>
    public static (int Centre, double Distance) Nearest(ReadOnlySpan<double> point, double[][] centres)
    {
        var (nearest, least) = (0, double.PositiveInfinity);
        for (var c = 0; c < centres.Length; c++)
        {
            var distance = Distance(point, centres[c], least);
            if (distance < least) (nearest, least) = (c, distance);
        }

        return (nearest, least);
    }

    /// <summary>The squared distance; something no less than the bound when it is no less than that.</summary>
    public static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double bound = double.PositiveInfinity)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            var difference = a[i] - b[i];
            sum += difference * difference;
            if (sum >= bound) break;
        }

        return sum;
    }
}
