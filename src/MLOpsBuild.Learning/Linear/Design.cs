using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Linear;

/// <summary>The rows as sparse sums: each row touches one weight of each input, and the intercept, which comes last.</summary>
internal sealed class Design
{
    private readonly int[] _places;
    private readonly double[] _factors;
    private readonly int _perRow;

    public Design(Table table, ModelInput[] inputs, LinearTerm[] terms, int rows)
    {
        Rows = rows;
        Width = terms.Sum(t => t.Width) + 1;
        _perRow = inputs.Length + 1;
        _places = new int[Rows * _perRow];
        _factors = new double[_places.Length];
        var first = 0;
        for (var i = 0; i < inputs.Length; i++)
        {
            var (places, factors) = terms[i].Apply(table, inputs[i]);
            for (var row = 0; row < Rows; row++)
            {
                // A factor of 0 at the intercept stands for no weight at all.
                _places[row * _perRow + i] = places[row] < 0 ? Width - 1 : first + places[row];
                _factors[row * _perRow + i] = places[row] < 0 ? 0 : factors[row];
            }

            first += terms[i].Width;
        }

        for (var row = 0; row < Rows; row++)
        {
            _places[row * _perRow + _perRow - 1] = Width - 1;
            _factors[row * _perRow + _perRow - 1] = 1;
        }
    }

    public int Rows { get; }

    /// <summary>Fits terms to the training rows' columns and puts the rows together.</summary>
    public static (ModelInput[] Inputs, LinearTerm[] Terms, Design Design) Fit(TrainingSet set, int mostCategories)
    {
        var inputs = Learning.Inputs.Of(set.Features);
        var terms = Array.ConvertAll(inputs, input => LinearTerm.Fit(set, input, mostCategories));
        // A table without columns does not know how many rows it has.
        return (inputs, terms, new Design(set.Features, inputs, terms, set.Target.Length));
    }

    /// <summary>The number of weights with the intercept.</summary>
    public int Width { get; }

    /// <summary>The places that the row touches, in ascending order but for stand-ins with a factor of 0.</summary>
    public ReadOnlySpan<int> Places(int row) => _places.AsSpan(row * _perRow, _perRow);

    /// <summary>The factors at <see cref="Places"/>.</summary>
    public ReadOnlySpan<double> Factors(int row) => _factors.AsSpan(row * _perRow, _perRow);

    /// <summary>The row's weighted sum.</summary>
    public double Score(int row, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var i = row * _perRow; i < (row + 1) * _perRow; i++) sum += _factors[i] * weights[_places[i]];
        return sum;
    }

    /// <summary>Adds the row's part to a gradient that begins at a place of a longer one.</summary>
    public void AddTo(double[] gradient, int at, int row, double first)
    {
        var places = Places(row);
        var factors = Factors(row);
        for (var i = 0; i < places.Length; i++) gradient[at + places[i]] += first * factors[i];
    }

    /// <summary>Adds the row's part to the gradient and to the lower triangle of the matrix of second derivatives.</summary>
    public void AddTo(double[] gradient, double[][] matrix, int row, double first, double second)
    {
        var places = _places.AsSpan(row * _perRow, _perRow);
        var factors = _factors.AsSpan(row * _perRow, _perRow);
        for (var i = 0; i < places.Length; i++)
        {
            gradient[places[i]] += first * factors[i];
            var scaled = second * factors[i];
            var line = matrix[places[i]];
            // Places ascend along a row, except for the stand-ins with factor 0.
            for (var j = 0; j <= i; j++)
            {
                if (places[j] <= places[i]) line[places[j]] += scaled * factors[j];
            }
        }
    }
}
