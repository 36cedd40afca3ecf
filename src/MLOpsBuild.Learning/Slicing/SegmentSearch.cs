using MLOpsBuild.Numerics;
using MLOpsBuild.Numerics.Distributions;

namespace MLOpsBuild.Learning.Slicing;

/// <summary>A slice with its losses by block.</summary>
/// <param name="Slice">The slice.</param>
/// <param name="Losses">The sum of its losses in each block.</param>
/// <param name="Sizes">Its rows in each block.</param>
/// <param name="Parents">The slices it is crossed of; empty for a single column.</param>
internal sealed record SegmentSums(RowSlice Slice, double[] Losses, int[] Sizes, IReadOnlyList<SegmentSums> Parents)
{
    public int Rows { get; } = Sizes.Sum();

    public int Blocks { get; } = Sizes.Count(s => s > 0);

    public double Mean { get; } = PairwiseSum.Of(Losses) / Sizes.Sum();
}

/// <summary>The steps of <see cref="WeakSegments"/>.</summary>
internal sealed class SegmentSearch(double[] losses, BlockIndex blocks, WeakSegmentOptions options)
{
    private readonly double[] _losses = blocks.Sums(losses);
    private readonly int[] _sizes = blocks.Sizes();

    /// <summary>The slices that are large enough and leave out as much.</summary>
    public SegmentSums[] Measure(IEnumerable<RowSlice> slices, params IReadOnlyList<SegmentSums> parents) =>
        [.. slices.Select(s => Sums(s, parents)).Where(s => s.Rows >= options.MinimumRows && s.Rows < losses.Length && s.Blocks >= options.MinimumBlocks)];

    public IEnumerable<SegmentSums> Cross(SegmentSums[] first, SegmentSums[] second) =>
        first.SelectMany(a => second.SelectMany(b => Measure([a.Slice.And(b.Slice)], a, b)));

    public WeakSegmentResult Judge(IReadOnlyList<SegmentSums> all)
    {
        if (all.Count == 0 || blocks.Count < 2) return new WeakSegmentResult([], all.Count);
        double[] chances = [.. all.Select(Chance)];
        var adjusted = options.Correction switch
        {
            Correction.Holm => Holm.Adjust(chances),
            Correction.FalseDiscovery => FalseDiscovery.Adjust(chances),
            _ => chances,
        };
        int[] worst = [.. Enumerable.Range(0, all.Count).Where(i => Excess(all[i]) > 0 && all[i].Parents.All(p => all[i].Mean > p.Mean))
            .OrderBy(i => adjusted[i] <= options.Alpha ? 0 : 1).ThenByDescending(i => Excess(all[i])).ThenBy(i => all[i].Slice.Name, StringComparer.Ordinal).Take(options.Most)];
        var drawn = BlockBootstrap.Of(blocks.Count, options.Bootstrap, [.. worst.Select(i => (BlockStatistic)(weights => Excess(all[i], weights)))]);
        return new WeakSegmentResult([.. worst.Select((i, k) => Segment(all[i], drawn[k].Interval(), chances[i], adjusted[i]))], all.Count);
    }

    // One-sided, by Student's distribution of the excess in its linearised error by blocks: resamples could not tell p-values as small as many segments need.
    private double Chance(SegmentSums segment)
    {
        var rest = RestOf(segment);
        var squares = new double[blocks.Count];
        for (var block = 0; block < squares.Length; block++)
        {
            var inside = (segment.Losses[block] - segment.Sizes[block] * segment.Mean) / segment.Rows;
            var outside = (_losses[block] - segment.Losses[block] - (_sizes[block] - segment.Sizes[block]) * rest) / (losses.Length - segment.Rows);
            squares[block] = (inside - outside) * (inside - outside);
        }

        var error = Math.Sqrt(PairwiseSum.Of(squares) * squares.Length / (squares.Length - 1));
        var excess = segment.Mean - rest;
        if (error == 0) return excess > 0 ? 0 : 1;
        // A segment found in few blocks has its error from those alone.
        return StudentT.Survival(excess / error, segment.Blocks - 1);
    }

    private SegmentSums Sums(RowSlice slice, IReadOnlyList<SegmentSums> parents)
    {
        var (sums, sizes) = (new double[blocks.Count], new int[blocks.Count]);
        for (var row = 0; row < losses.Length; row++)
        {
            if (!slice.Flags[row]) continue;
            sums[blocks.BlockOfRow[row]] += losses[row];
            sizes[blocks.BlockOfRow[row]]++;
        }

        return new SegmentSums(slice, sums, sizes, parents);
    }

    private double RestOf(SegmentSums segment) => (PairwiseSum.Of(_losses) - PairwiseSum.Of(segment.Losses)) / (losses.Length - segment.Rows);

    private double Excess(SegmentSums segment) => segment.Mean - RestOf(segment);

    private double? Excess(SegmentSums segment, ReadOnlySpan<int> weights)
    {
        var (inside, all, rows, total) = (0.0, 0.0, 0L, 0L);
        for (var block = 0; block < weights.Length; block++)
        {
            inside += weights[block] * segment.Losses[block];
            all += weights[block] * _losses[block];
            rows += (long)weights[block] * segment.Sizes[block];
            total += (long)weights[block] * _sizes[block];
        }

        return rows == 0 || rows == total ? null : inside / rows - (all - inside) / (total - rows);
    }

    private WeakSegment Segment(SegmentSums segment, Interval? interval, double chance, double adjusted) => new(
        segment.Slice, segment.Rows, segment.Blocks, segment.Mean, RestOf(segment), Excess(segment), interval, chance, adjusted);
}
