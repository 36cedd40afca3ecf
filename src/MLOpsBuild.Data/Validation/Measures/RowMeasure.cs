using System.Buffers;

namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>Marks rows from one on: <see cref="Mark.Kept"/>, <see cref="Mark.Broken"/> or <see cref="Mark.NotJudged"/>.</summary>
internal delegate void RowMarker(int from, Span<byte> marks);

/// <summary>What a row rule says of a row.</summary>
internal static class Mark
{
    public const byte Kept = 0;
    public const byte Broken = 1;
    public const byte NotJudged = 2;
}

/// <summary>Counts the rows that keep and break a rule.</summary>
/// <param name="key">The rule's name.</param>
/// <param name="bind">Makes the marker of a batch; null when all of its values keep the rule, with the number of those judged.</param>
/// <param name="show">What a broken row shows.</param>
internal sealed class RowMeasure(string key, Func<Batch, (RowMarker? Marker, long Judged)> bind, Func<Batch, int, string> show) : Measure<RowTally>
{
    /// <summary>The most examples that are kept.</summary>
    public const int Examples = 20;

    private const int Chunk = 4096;

    public override string Key { get; } = $"row {key}";

    protected override RowTally Of(Batch batch)
    {
        var tally = new RowTally();
        var (marker, judged) = bind(batch);
        if (marker is null)
        {
            tally.Judged = judged;
            return tally;
        }

        var rented = ArrayPool<byte>.Shared.Rent(Math.Min(Chunk, Math.Max(1, batch.Count)));
        for (var from = 0; from < batch.Count; from += Chunk)
        {
            var marks = rented.AsSpan(0, Math.Min(Chunk, batch.Count - from));
            marker(from, marks);
            tally.Judged += marks.Length - marks.Count(Mark.NotJudged);
            if (marks.Contains(Mark.Broken)) Note(batch, from, marks, tally);
        }

        ArrayPool<byte>.Shared.Return(rented);
        return tally;
    }

    protected override RowTally Merge(RowTally all, RowTally next)
    {
        all.Judged += next.Judged;
        all.Broken += next.Broken;
        foreach (var example in next.First)
        {
            if (all.First.Count < Examples) all.First.Add(example);
        }

        return all;
    }

    private void Note(Batch batch, int from, ReadOnlySpan<byte> marks, RowTally tally)
    {
        for (var i = 0; i < marks.Length; i++)
        {
            if (marks[i] != Mark.Broken) continue;
            tally.Broken++;
            if (tally.First.Count < Examples) tally.First.Add(new RowExample(batch.FirstRow + from + i, show(batch, from + i)));
            if (batch.KeepsBroken) (tally.Rows ??= []).Add(from + i);
        }
    }
}

/// <summary>How many rows were judged and broke a rule.</summary>
internal sealed class RowTally
{
    public long Judged { get; set; }

    public long Broken { get; set; }

    /// <summary>The first broken ones.</summary>
    public List<RowExample> First { get; } = [];

    /// <summary>The broken rows of one batch, from 0; null when there are none or they are not wanted.</summary>
    public List<int>? Rows { get; set; }
}
