using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>The values of a column that are numbers, and what they say.</summary>
internal sealed class FiniteValues(double[] values)
{
    private readonly double[] _values = [.. values.Where(double.IsFinite)];
    private readonly Lazy<double[]> _ascending = new(() =>
    {
        double[] sorted = [.. values.Where(double.IsFinite)];
        Array.Sort(sorted);
        return sorted;
    });

    public int Count => _values.Length;

    public double Least => _values.Min();

    public double Greatest => _values.Max();

    public double Mean => PairwiseSum.Mean(_values);

    /// <summary>The square root of the mean squared deviation.</summary>
    public double Deviation
    {
        get
        {
            var mean = Mean;
            return Math.Sqrt(PairwiseSum.Mean(Array.ConvertAll(_values, v => (v - mean) * (v - mean))));
        }
    }

    /// <summary>The value that occurs most often; the least of several.</summary>
    public double MostFrequent
    {
        get
        {
            var sorted = _ascending.Value;
            var (best, most, run) = (sorted[0], 1, 1);
            for (var i = 1; i < sorted.Length; i++)
            {
                run = sorted[i] == sorted[i - 1] ? run + 1 : 1;
                if (run > most) (best, most) = (sorted[i], run);
            }

            return best;
        }
    }

    /// <summary>The quantile, between neighbours linearly.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double Quantile(double share)
    {
        var sorted = _ascending.Value;
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 >= sorted.Length ? sorted[^1] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }

    /// <summary>The values of a column of the training rows, of which there must be one.</summary>
    public static FiniteValues Of(TrainingSet set, ModelInput input)
    {
        var values = new FiniteValues(Inputs.Numbers(set.Features, input));
        return values.Count > 0 ? values : throw new ArgumentException($"Column '{input.Name}' has no number in the training rows; leave it out.", nameof(set));
    }
}
