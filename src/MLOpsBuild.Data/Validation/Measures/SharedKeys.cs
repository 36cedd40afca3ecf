namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>Counts the rows of one set whose key occurs in another; with a key of one column, rows where it is missing are passed over.</summary>
internal sealed class SharedKeys(IReadOnlyList<string> columns)
{
    private readonly KeySet _keys = new();

    public bool IsOverLimit { get; private set; }

    /// <summary>The rows of the second set that were looked up.</summary>
    public long Looked { get; private set; }

    /// <summary>Those of them that the first set has.</summary>
    public long Shared { get; private set; }

    /// <summary>The first ones with the row of the first set.</summary>
    public List<(long Row, long Earlier)> First { get; } = [];

    /// <summary>Takes in rows of the first set.</summary>
    public void Add(Batch batch)
    {
        if (columns.Count == 0 || IsOverLimit) return;
        var (a, b) = RowKeys.Of(batch, columns, skipMissing: columns.Count == 1);
        for (var row = 0; row < a.Length; row++)
        {
            if ((a[row] | b[row]) != 0) _keys.Add(a[row], b[row], batch.FirstRow + row);
        }

        IsOverLimit = _keys.Count > KeyMeasure.Limit;
    }

    /// <summary>Looks rows of the second set up.</summary>
    public void Look(Batch batch)
    {
        if (columns.Count == 0 || IsOverLimit) return;
        var (a, b) = RowKeys.Of(batch, columns, skipMissing: columns.Count == 1);
        for (var row = 0; row < a.Length; row++)
        {
            if ((a[row] | b[row]) == 0) continue;
            Looked++;
            if (_keys.Find(a[row], b[row]) is not (> 0 and var earlier)) continue;
            Shared++;
            if (First.Count < RowMeasure.Examples) First.Add((batch.FirstRow + row, earlier));
        }
    }
}
