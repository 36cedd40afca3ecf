namespace MLOpsBuild.Learning.Trees;

/// <summary>
/// Finds the best set of categories to send left. Ordered by their mean gradient, the best of all sets is among the first so many categories
/// (Fisher, 1958); a prior of average rows in the order and in the gain keeps rare categories from winning by chance.
/// </summary>
internal static class CategorySplits
{
    private const double LeastShare = 1e-10;

    public static Split Find(ReadOnlySpan<long> sums, int categories, Sums node, CategoryRules rules, double toBeat)
    {
        var order = Order(sums, categories, rules);
        var missing = new Sums(sums[BinCuts.Missing], sums[Histogram.Bins + BinCuts.Missing]);
        var score = new LeafScore(rules.Options.L1, rules.Options.L2 + rules.Options.CategorySmoothing);
        var (bestGain, bestCount, bestMissing, bestLeft) = (toBeat, 0, false, default(Sums));
        var left = default(Sums);
        for (var count = 1; count <= order.Length; count++)
        {
            var bin = order[count - 1];
            left = left.Plus(sums[bin], sums[Histogram.Bins + bin]);
            if (Math.Min(count, order.Length - count) > rules.Options.CategoriesInCut) continue;
            for (var side = 0; side < (missing.Hessian == 0 ? 1 : 2); side++)
            {
                var tried = side == 0 ? left : left.Plus(missing.Gradient, missing.Hessian);
                var gain = Gain(score, tried, node, rules);
                if (gain > bestGain) (bestGain, bestCount, bestMissing, bestLeft) = (gain, count, side == 1, tried);
            }
        }

        if (bestCount == 0) return new Split(0, 0, false, toBeat, default);
        if (missing.Hessian == 0) bestMissing = bestLeft.Hessian >= node.Hessian - bestLeft.Hessian;
        return new Split(0, 0, bestMissing, bestGain, bestLeft) { Set = Left(order, bestCount, categories, bestMissing) };
    }

    private static int[] Order(ReadOnlySpan<long> sums, int categories, CategoryRules rules)
    {
        var present = new List<int>();
        var means = new double[categories];
        for (var bin = 0; bin < categories; bin++)
        {
            var hessian = sums[Histogram.Bins + bin];
            if (hessian == 0) continue;
            means[bin] = sums[bin] * rules.GradientUnit / (hessian * rules.HessianUnit + rules.Options.CategorySmoothing);
            present.Add(bin);
        }

        return [.. present.OrderBy(bin => means[bin]).ThenBy(bin => bin)];
    }

    private static double Gain(LeafScore score, Sums left, Sums node, CategoryRules rules)
    {
        var right = node - left;
        if (left.Hessian < rules.LeastHessian || right.Hessian < rules.LeastHessian) return 0;
        double Of(Sums sums) => score.Best(sums.Gradient * rules.GradientUnit, sums.Hessian * rules.HessianUnit);
        var children = Of(left) + Of(right);
        var gain = children - Of(node);
        return gain > LeastShare * children ? gain : 0;
    }

    // A category without rows here goes where missing values go.
    private static BinSet Left(int[] order, int count, int categories, bool missingLeft)
    {
        var chosen = order.Take(count);
        return new BinSet(missingLeft ? chosen.Concat(Enumerable.Range(0, categories).Except(order)) : chosen);
    }
}
