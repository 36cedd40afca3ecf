namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>Counts the rows whose label differs from that of the first row with the same features.</summary>
/// <param name="features">The columns that should decide the label.</param>
/// <param name="label">The label; rows without one are passed over.</param>
/// <param name="limit">The most different keys that are held, about 50 bytes each.</param>
internal sealed class LabelMeasure(IReadOnlyList<string> features, string label, int limit = LabelMeasure.Limit) : Measure<LabelTally>
{
    /// <summary>How many different keys are held.</summary>
    public const int Limit = 1 << 20;

    public override string Key { get; } = $"labels {label} {string.Join('\u001F', features)}";

    protected override LabelTally Of(Batch batch)
    {
        var (a, b) = RowKeys.Of(batch, features);
        var (labels, _) = RowKeys.Of(batch, [label], skipMissing: true);
        var tally = new LabelTally { Only = (a, b, labels, batch.FirstRow, values => Values.Show(batch[label][values])) };
        return tally;
    }

    protected override LabelTally Merge(LabelTally all, LabelTally next)
    {
        all.Open(limit);
        all.Take(next, limit);
        return all;
    }
}

/// <summary>The rows that contradict an earlier one.</summary>
internal sealed class LabelTally : IHolding
{
    private const long BytesOfKey = 60;
    private readonly Dictionary<(ulong A, ulong B), (ulong Label, long Row)> _known = [];

    public (ulong[] A, ulong[] B, ulong[] Labels, long FirstRow, Func<int, string> Show)? Only { get; set; }

    public long Judged { get; private set; }

    public long Conflicts { get; private set; }

    public bool IsOverLimit { get; private set; }

    public List<(RowExample Example, long Earlier)> First { get; } = [];

    /// <inheritdoc/>
    public long Held => _known.Count * BytesOfKey;

    /// <inheritdoc/>
    public long Spare => 0;

    /// <inheritdoc/>
    public void Shrink()
    {
        IsOverLimit = true;
        Only = null;
        _known.Clear();
        _known.TrimExcess();
    }

    /// <summary>Counts the one batch that this was made of.</summary>
    public LabelTally Open(int limit = LabelMeasure.Limit)
    {
        if (Only is null) return this;
        Take(this, limit);
        Only = null;
        return this;
    }

    public void Take(LabelTally next, int limit)
    {
        if (next.Only is not (var a, var b, var labels, var firstRow, var show)) return;
        for (var row = 0; row < a.Length && !IsOverLimit; row++)
        {
            if (labels[row] == 0) continue;
            Judged++;
            if (_known.TryAdd((a[row], b[row]), (labels[row], firstRow + row)))
            {
                if (_known.Count > limit) Shrink();
                continue;
            }

            var known = _known[(a[row], b[row])];
            if (known.Label == labels[row]) continue;
            Conflicts++;
            if (First.Count < RowMeasure.Examples) First.Add((new RowExample(firstRow + row, show(row)), known.Row));
        }
    }
}
