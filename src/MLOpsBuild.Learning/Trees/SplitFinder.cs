namespace MLOpsBuild.Learning.Trees;

/// <summary>Finds the cut of a node that lowers the regularised loss most. Among equal gains the first feature, then the first bin, wins.</summary>
internal sealed class SplitFinder(BinnedRows data, BoostedTreesOptions options, double gradientUnit, double hessianUnit)
{
    /// <summary>Gains below this share of the children's own scores are rounding.</summary>
    private const double LeastShare = 1e-10;

    private readonly double _l2 = options.L2;
    private readonly long _leastHessian = Math.Max(1, (long)Math.Ceiling(options.MinChildWeight / hessianUnit));

    /// <summary>The least hessian sum, in units, of a node that can be cut.</summary>
    public long LeastHessian => _leastHessian;

    public Split Find(long[] histogram, long gradient, long hessian)
    {
        var best = default(Split);
        var node = new Sums(gradient, hessian);
        for (var f = 0; f < data.Features; f++)
        {
            var sums = histogram.AsSpan(f * 2 * Histogram.BinsPerFeature, 2 * Histogram.BinsPerFeature);
            var found = FindIn(sums, data.Cuts[f].Length, node, best.Gain);
            if (found.Gain > best.Gain) best = found with { Feature = f };
        }

        return best;
    }

    /// <summary>The best value of a leaf: the Newton step.</summary>
    public double LeafValue(long gradient, long hessian) => -(gradient * gradientUnit) / (hessian * hessianUnit + _l2);

    private Split FindIn(ReadOnlySpan<long> sums, int lastCut, Sums node, double toBeat)
    {
        var missing = new Sums(sums[2 * BinCuts.Missing], sums[2 * BinCuts.Missing + 1]);
        var hasMissing = missing.Hessian != 0;
        // With missing rows, "all values left, missing right" is a cut as well.
        var bins = hasMissing ? lastCut + 1 : lastCut;
        var parent = Score(node);
        var best = new Split(0, 0, false, toBeat, 0, 0);
        var left = default(Sums);
        for (var bin = 0; bin < bins; bin++)
        {
            // An empty bin moves no row.
            if (sums[2 * bin + 1] == 0) continue;
            left = left.Plus(sums[2 * bin], sums[2 * bin + 1]);
            var gain = Gain(left, node, parent);
            if (gain > best.Gain) best = new Split(0, (byte)bin, false, gain, left.Gradient, left.Hessian);
            if (!hasMissing) continue;
            var withMissing = left.Plus(missing.Gradient, missing.Hessian);
            gain = Gain(withMissing, node, parent);
            if (gain > best.Gain) best = new Split(0, (byte)bin, true, gain, withMissing.Gradient, withMissing.Hessian);
        }

        if (hasMissing || best.Gain <= toBeat) return best;
        // Nothing is known about missing values here: they follow the heavier child.
        return best with { MissingLeft = best.LeftHessian >= node.Hessian - best.LeftHessian };
    }

    // 0 when a child would be too light or the gain is lost in rounding.
    private double Gain(Sums left, Sums node, double parent)
    {
        var rightHessian = node.Hessian - left.Hessian;
        if (left.Hessian < _leastHessian || rightHessian < _leastHessian) return 0;
        var leftGradient = left.Gradient * gradientUnit;
        var rightGradient = (node.Gradient - left.Gradient) * gradientUnit;
        var leftWeight = left.Hessian * hessianUnit + _l2;
        var rightWeight = rightHessian * hessianUnit + _l2;
        // Both children's scores over one common denominator: a division costs as much as all the rest.
        var children = (leftGradient * leftGradient * rightWeight + rightGradient * rightGradient * leftWeight) / (leftWeight * rightWeight);
        var gain = children - parent;
        return gain > LeastShare * children ? gain : 0;
    }

    private double Score(Sums node)
    {
        var sum = node.Gradient * gradientUnit;
        return sum * sum / (node.Hessian * hessianUnit + _l2);
    }

    /// <summary>Sums of first and second derivatives, in units.</summary>
    private readonly record struct Sums(long Gradient, long Hessian)
    {
        public Sums Plus(long gradient, long hessian) => new(Gradient + gradient, Hessian + hessian);
    }
}
