using MLOpsBuild.Learning.Trees.Objectives;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Finds the cut that reduces the penalised loss most. Among equal gains the first feature, then the first bin, wins.</summary>
internal sealed class SplitFinder(BinnedRows data, GrowthOptions options, Packing packing, int tree, int[]? features)
{
    /// <summary>Gains below this share of the children's own scores are rounding.</summary>
    private const double LeastShare = 1e-10;

    private readonly double _gradientUnit = packing.GradientUnit;
    private readonly double _hessianUnit = packing.HessianUnit;
    private readonly LeafScore _score = new(options.L1, options.L2);
    private readonly bool _isPlain = options.L1 == 0 && options.Monotone.Length == 0;
    private readonly double _l2 = options.L2;
    private readonly double _minGain = options.MinGain;

    /// <summary>The least hessian sum, in units, of a node that can be cut.</summary>
    public long LeastHessian { get; } = (long)Math.Clamp(Math.Ceiling(options.MinChildWeight / packing.HessianUnit), 1, 1L << 60);

    public Split Find(GrowingNode node)
    {
        var best = default(Split) with { Gain = _minGain };
        var (order, enough) = Order(node);
        for (var i = 0; i < (order?.Length ?? data.Features); i++)
        {
            // Features beyond those drawn are tried only while there is no cut at all.
            if (i >= enough && best.Gain > _minGain) break;
            var f = order is null ? i : order[i];
            var sums = Histogram.Of(node.Histogram!, f);
            var found = data.CategoryCounts[f] > 0
                ? CategorySplits.Find(sums, data.CategoryCounts[f], node.Sums, new CategoryRules(options, _gradientUnit, _hessianUnit, LeastHessian), best.Gain)
                : FindIn(sums, f, node, best.Gain);
            if (found.Gain > best.Gain) best = found with { Feature = f };
        }

        return best.Gain > _minGain ? best : default;
    }

    /// <summary>The best value of a leaf within its bounds.</summary>
    public double Value(Sums sums, Bounds bounds) => bounds.Clamp(_score.Value(sums.Gradient * _gradientUnit, sums.Hessian * _hessianUnit));

    private (int[]? Order, int Enough) Order(GrowingNode node)
    {
        if (options.FeaturesPerNode == 0 || options.FeaturesPerNode >= data.Features) return (features, data.Features);
        return (Chance.Order(options.Seed ^ (uint)node.Number * 0xD1342543DE82EF95UL, tree, data.Features), options.FeaturesPerNode);
    }

    private Split FindIn(ReadOnlySpan<long> sums, int feature, GrowingNode node, double toBeat)
    {
        var missing = new Sums(sums[BinCuts.Missing], sums[Histogram.Bins + BinCuts.Missing]);
        var hasMissing = missing.Hessian != 0;
        // With missing rows, "all values left, missing right" is a cut as well.
        var end = data.Cuts[feature].Length + (hasMissing ? 1 : 0);
        var start = 0;
        if (options.RandomCuts) (start, end) = OneOf(sums, end, hasMissing, feature, node.Number);
        var best = _isPlain ? Plain(sums, start, end, missing, node.Sums, toBeat) : Ruled(sums, (start, end), missing, feature, node, toBeat);
        if (hasMissing || best.Gain <= toBeat) return best;
        // Nothing is known about missing values here: they follow the heavier child.
        return best with { MissingLeft = best.Left.Hessian >= node.Sums.Hessian - best.Left.Hessian };
    }

    private Split Plain(ReadOnlySpan<long> sums, int start, int end, Sums missing, Sums node, double toBeat)
    {
        var hessians = sums[Histogram.Bins..];
        var parent = Score(node);
        var best = new Split(0, 0, false, toBeat, default);
        var left = default(Sums);
        for (var bin = 0; bin < end; bin++)
        {
            // An empty bin moves no row.
            if (hessians[bin] == 0) continue;
            left = left.Plus(sums[bin], hessians[bin]);
            if (bin < start) continue;
            var gain = Gain(left, node, parent);
            if (gain > best.Gain) best = new Split(0, (byte)bin, false, gain, left);
            if (missing.Hessian == 0) continue;
            var withMissing = left.Plus(missing.Gradient, missing.Hessian);
            gain = Gain(withMissing, node, parent);
            if (gain > best.Gain) best = new Split(0, (byte)bin, true, gain, withMissing);
        }

        return best;
    }

    // 0 when a child would be too light or the gain is lost in rounding.
    private double Gain(Sums left, Sums node, double parent)
    {
        var rightHessian = node.Hessian - left.Hessian;
        if (left.Hessian < LeastHessian || rightHessian < LeastHessian) return 0;
        var leftGradient = left.Gradient * _gradientUnit;
        var rightGradient = (node.Gradient - left.Gradient) * _gradientUnit;
        var leftWeight = left.Hessian * _hessianUnit + _l2;
        var rightWeight = rightHessian * _hessianUnit + _l2;
        // Both children's scores over one common denominator: a division costs as much as all the rest.
        var children = (leftGradient * leftGradient * rightWeight + rightGradient * rightGradient * leftWeight) / (leftWeight * rightWeight);
        var gain = children - parent;
        return gain > LeastShare * children ? gain : 0;
    }

    private double Score(Sums node) => _score.Best(node.Gradient * _gradientUnit, node.Hessian * _hessianUnit);

    /// <summary>With an L1 penalty or monotone constraints.</summary>
    private Split Ruled(ReadOnlySpan<long> sums, (int Start, int End) bins, Sums missing, int feature, GrowingNode node, double toBeat)
    {
        var direction = options.Monotone.Length == 0 ? 0 : options.Monotone[feature];
        var best = new Split(0, 0, false, toBeat, default);
        var left = default(Sums);
        for (var bin = 0; bin < bins.End; bin++)
        {
            if (sums[Histogram.Bins + bin] == 0) continue;
            left = left.Plus(sums[bin], sums[Histogram.Bins + bin]);
            if (bin < bins.Start) continue;
            var gain = RuledGain(left, node, direction);
            if (gain > best.Gain) best = new Split(0, (byte)bin, false, gain, left);
            if (missing.Hessian == 0) continue;
            var withMissing = left.Plus(missing.Gradient, missing.Hessian);
            gain = RuledGain(withMissing, node, direction);
            if (gain > best.Gain) best = new Split(0, (byte)bin, true, gain, withMissing);
        }

        return best;
    }

    private double RuledGain(Sums left, GrowingNode node, int direction)
    {
        var right = node.Sums - left;
        if (left.Hessian < LeastHessian || right.Hessian < LeastHessian) return 0;
        var (leftValue, rightValue) = (Value(left, node.Bounds), Value(right, node.Bounds));
        if (direction * (rightValue - leftValue) < 0) return 0;
        var children = ScoreOf(left, leftValue) + ScoreOf(right, rightValue);
        var gain = children - ScoreOf(node.Sums, Value(node.Sums, node.Bounds));
        return gain > LeastShare * Math.Abs(children) ? gain : 0;
    }

    private double ScoreOf(Sums sums, double value) => _score.Of(sums.Gradient * _gradientUnit, sums.Hessian * _hessianUnit, value);

    // A place uniformly among the bins from the first one with rows to before the last one (Geurts, Ernst and Wehenkel, 2006, on bins).
    private (int Start, int End) OneOf(ReadOnlySpan<long> sums, int end, bool hasMissing, int feature, int node)
    {
        var hessians = sums[Histogram.Bins..];
        var (first, last) = (0, Math.Min(end, data.Cuts[feature].Length));
        while (first < last && hessians[first] == 0) first++;
        while (last > first && hessians[last] == 0) last--;
        if (last == first) return hasMissing ? (first, first + 1) : (0, 0);
        var choice = first + (int)(Chance.Share(options.Seed + (ulong)feature, tree, node) * (last - first));
        while (hessians[choice] == 0) choice--;
        return (choice, choice + 1);
    }
}
