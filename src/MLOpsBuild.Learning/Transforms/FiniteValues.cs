using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>The values of a column that are numbers, in ascending order, and what they say.</summary>
internal sealed class FiniteValues
{
    private readonly double[] _sorted;

    public FiniteValues(double[] values)
    {
        _sorted = [.. values.Where(double.IsFinite)];
        Array.Sort(_sorted);
    }

    public int Count => _sorted.Length;

    public double Least => _sorted[0];

    public double Greatest => _sorted[^1];

    // The order of the rows does not show in the sums.
    public double Mean => PairwiseSum.Mean(_sorted);

    /// <summary>The square root of the mean squared deviation.</summary>
    public double Deviation
    {
        get
        {
            var mean = Mean;
            return Math.Sqrt(PairwiseSum.Mean(Array.ConvertAll(_sorted, v => (v - mean) * (v - mean))));
        }
    }

    /// <summary>The value that occurs most often; the least of several.</summary>
    public double MostFrequent
    {
        get
        {
            var (best, most, run) = (_sorted[0], 1, 1);
            for (var i = 1; i < _sorted.Length; i++)
            {
                run = _sorted[i] == _sorted[i - 1] ? run + 1 : 1;
                if (run > most) (best, most) = (_sorted[i], run);
            }

            return best;
        }
    }

    /// <summary>The quantile, between neighbours linearly.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double Quantile(double share)
    {
        var place = share * (_sorted.Length - 1);
        var below = (int)place;
        return below + 1 >= _sorted.Length ? _sorted[^1] : _sorted[below] + (place - below) * (_sorted[below + 1] - _sorted[below]);
    }

    /// <summary>The values of a column of the training rows, of which there must be one.</summary>
    public static FiniteValues Of(TrainingSet set, ModelInput input)
    {
        var values = new FiniteValues(Inputs.Numbers(set.Features, input));
        return values.Count > 0 ? values : throw new ArgumentException($"Column '{input.Name}' has no number in the training rows; leave it out.", nameof(set));
    }
}
