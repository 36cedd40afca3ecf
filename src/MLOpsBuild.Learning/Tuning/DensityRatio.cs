using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>Where one parameter's values of good trials lie denser than those of the others.</summary>
internal sealed class DensityRatio
{
    private readonly Dimension _dimension;
    private readonly ParzenEstimator? _good;
    private readonly ParzenEstimator? _rest;
    private readonly double[]? _goodShares;
    private readonly double[]? _restShares;

    public DensityRatio(Dimension dimension, IEnumerable<ParameterValues> good, IEnumerable<ParameterValues> rest)
    {
        _dimension = dimension;
        if (dimension.IsOrdered) (_good, _rest) = (new ParzenEstimator(PlacesIn(good)), new ParzenEstimator(PlacesIn(rest)));
        else (_goodShares, _restShares) = (Shares(PlacesIn(good)), Shares(PlacesIn(rest)));
    }

    /// <summary>Of some draws from the good trials' density, the value with the largest ratio; of equal ones the first drawn.</summary>
    public string Propose(SeededRandom random, int candidates)
    {
        var (best, bestRatio) = (0.0, double.NegativeInfinity);
        for (var i = 0; i < candidates; i++)
        {
            var place = Draw(random);
            var ratio = LogRatio(place);
            if (ratio > bestRatio) (best, bestRatio) = (place, ratio);
        }

        return _dimension.At(best);
    }

    /// <summary>ln(l / g) at a place.</summary>
    internal double LogRatio(double place)
    {
        if (_good is not null) return _good.LogDensity(place) - _rest!.LogDensity(place);
        var i = NumberAt(place, _goodShares!.Length);
        return ReproducibleMath.Log(_goodShares[i]) - ReproducibleMath.Log(_restShares![i]);
    }

    private double Draw(SeededRandom random)
    {
        if (_good is not null) return _good.Draw(random);
        var shares = _goodShares!;
        var left = random.NextDouble();
        var i = 0;
        while (i < shares.Length - 1 && left >= shares[i]) left -= shares[i++];
        return (i + 0.5) / shares.Length;
    }

    /// <summary>Counts with one imagined trial of each value, as shares.</summary>
    private double[] Shares(IEnumerable<double> places)
    {
        var counts = new int[(int)_dimension.Count!.Value];
        Array.Fill(counts, 1);
        foreach (var place in places) counts[NumberAt(place, counts.Length)]++;
        return [.. counts.Select(c => (double)c / counts.Sum())];
    }

    private static int NumberAt(double place, int count) => Math.Clamp((int)(place * count), 0, count - 1);

    private IEnumerable<double> PlacesIn(IEnumerable<ParameterValues> trials) =>
        trials.Where(t => t.Has(_dimension.Name)).Select(t => _dimension.PlaceOf(t.Text(_dimension.Name))).OfType<double>();
}
