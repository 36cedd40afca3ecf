using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>Counts the rows whose value does not follow that of the row before; missing values are passed over.</summary>
/// <param name="column">A column of numbers or times.</param>
/// <param name="falling">True when values must fall instead of rise.</param>
/// <param name="strictly">True when equal values are wrong too.</param>
internal sealed class OrderMeasure(string column, bool falling, bool strictly) : Measure<OrderTally>
{
    public override string Key { get; } = $"order {falling} {strictly} {column}";

    protected override OrderTally Of(Batch batch)
    {
        var tally = new OrderTally();
        var values = batch[column];
        var last = -1;
        var all = batch.Missing(values) == 0;
        var spans = new Spans(values);
        for (var row = 0; row < values.Count; row++)
        {
            if (!all && values.IsMissing(row)) continue;
            tally.Judged++;
            if (last >= 0 && IsWrong(spans.Compare(last, row))) tally.Note(batch.FirstRow + row, values[row], values[last]);
            else if (last < 0) tally.FirstValue = (batch.FirstRow + row, values[row]);
            last = row;
        }

        if (last >= 0) tally.LastValue = values[last];
        return tally;
    }

    protected override OrderTally Merge(OrderTally all, OrderTally next)
    {
        if (next.Judged == 0) return all;
        if (all.Judged == 0) return next;
        all.Judged += next.Judged;
        if (IsWrong(Compare(all.LastValue, next.FirstValue.Value))) all.Note(next.FirstValue.Row, next.FirstValue.Value, all.LastValue);
        all.Take(next);
        return all;
    }

    private bool IsWrong(int beforeToNow) => falling ? beforeToNow < 0 || (strictly && beforeToNow == 0) : beforeToNow > 0 || (strictly && beforeToNow == 0);

    private static int Compare(Cell a, Cell b) => a.Type switch
    {
        ColumnType.Time => a.Time.CompareTo(b.Time),
        ColumnType.Integer => a.Integer.CompareTo(b.Integer),
        _ => a.Number.CompareTo(b.Number),
    };

    private readonly ref struct Spans(Column column)
    {
        private readonly ReadOnlySpan<long> _integers = column is IntegerColumn integers ? integers.Values : [];
        private readonly ReadOnlySpan<DateTime> _times = column is TimeColumn times ? times.Values : [];
        private readonly ReadOnlySpan<double> _numbers = column is NumberColumn numbers ? numbers.Values : [];

        public int Compare(int a, int b) =>
            _times.Length > 0 ? _times[a].CompareTo(_times[b]) : _integers.Length > 0 ? _integers[a].CompareTo(_integers[b]) : _numbers[a].CompareTo(_numbers[b]);
    }
}

/// <summary>The rows out of order.</summary>
internal sealed class OrderTally
{
    public long Judged { get; set; }

    public long Wrong { get; private set; }

    public List<(long Row, Cell Value, Cell Before)> First { get; } = [];

    public (long Row, Cell Value) FirstValue { get; set; }

    public Cell LastValue { get; set; }

    public void Note(long row, Cell value, Cell before)
    {
        Wrong++;
        if (First.Count < RowMeasure.Examples) First.Add((row, value, before));
    }

    public void Take(OrderTally next)
    {
        Wrong += next.Wrong;
        foreach (var example in next.First)
        {
            if (First.Count < RowMeasure.Examples) First.Add(example);
        }

        LastValue = next.LastValue;
    }
}
