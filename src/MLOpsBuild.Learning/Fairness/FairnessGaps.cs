using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Fairness;

/// <summary>The gap between the groups with the greatest and the least figure.</summary>
internal static class FairnessGaps
{
    public static FairnessGap Of(FairnessCriterion criterion, GroupCounts[] groups, int blocks, FairnessOptions options)
    {
        var difference = Widest(Figures(criterion, forRatio: false), groups, (high, low) => low - high);
        var ratio = Widest(Figures(criterion, forRatio: true), groups, (high, low) => high > 0 ? low / high : null);
        return new FairnessGap(
            criterion, difference?.High.Name, difference?.Low.Name,
            0 - difference?.Value, Interval(difference, (high, low) => high - low, blocks, options),
            ratio?.Value, Interval(ratio, (high, low) => high > 0 ? low / high : null, blocks, options));
    }

    private static Func<Counts, double?>[] Figures(FairnessCriterion criterion, bool forRatio) => criterion switch
    {
        FairnessCriterion.DemographicParity => [c => c.Called],
        FairnessCriterion.EqualOpportunity => [c => c.TruePositiveRate],
        FairnessCriterion.EqualizedOdds => [c => c.TruePositiveRate, c => c.FalsePositiveRate],
        FairnessCriterion.PredictiveParity => [c => c.Precision],
        _ => forRatio ? [c => c.Quotient] : [c => c.Excess],
    };

    // Over several figures the one with the least value, that is the widest gap, counts.
    private static Gap? Widest(Func<Counts, double?>[] figures, GroupCounts[] groups, Func<double, double, double?> value)
    {
        Gap? widest = null;
        foreach (var figure in figures)
        {
            GroupCounts[] known = [.. groups.Where(g => figure(g.All) is not null)];
            if (known.Length < 2) continue;
            var high = known.MaxBy(g => figure(g.All))!;
            var low = known.Where(g => g != high).MinBy(g => figure(g.All))!;
            var gap = new Gap(figure, high, low, value(figure(high.All)!.Value, figure(low.All)!.Value));
            if (widest is null || gap.Value < widest.Value || widest.Value is null) widest = gap;
        }

        return widest;
    }

    private static Interval? Interval(Gap? gap, Func<double, double, double?> value, int blocks, FairnessOptions options)
    {
        if (gap?.Value is null || blocks < 2) return null;
        return BlockBootstrap.Of(blocks, options.Bootstrap, weights => gap.Figure(gap.High.Of(weights)) is { } high && gap.Figure(gap.Low.Of(weights)) is { } low ? value(high, low) : null)
            .Interval(options.Level);
    }

    private sealed record Gap(Func<Counts, double?> Figure, GroupCounts High, GroupCounts Low, double? Value);
}
