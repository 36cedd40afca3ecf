using MLOpsBuild.Data.Reading;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary>The rows of a window, to be read from its partitions.</summary>
/// <param name="Schema">Their contract: only its columns are looked at.</param>
/// <param name="Format">How the partitions are written: one of <see cref="LockedDataset.Formats"/>.</param>
/// <param name="Window">Which rows of the partitions count.</param>
/// <param name="Partitions">The partitions that have them, in order: a name for messages, and what opens the bytes.</param>
public sealed record ComparedRows(DatasetSchema Schema, string Format, Window Window, IReadOnlyList<(string File, Func<Stream> Open)> Partitions)
{
    internal void Read(Action<Table> add, int threads, CancellationToken cancellationToken)
    {
        if (Window.FirstDay is not null && Schema.Time is null) throw new ArgumentException($"The window {Window} is one of days, and the schema names no time column.");
        foreach (var (file, open) in Partitions)
        {
            using var stream = open();
            PartitionReader.ReadBatches(stream, Format, Schema.ToCsvOptions(file), threads, batch => Within(batch.Table), add, cancellationToken);
        }
    }

    private Table Within(Table table)
    {
        var known = table.Select(Schema.Columns.Where(c => table.Has(c.Name)).Select(c => c.Name));
        if (Window.FirstDay is null) return known;
        var times = ((TimeColumn)known[Schema.Time!]).Values;
        var rows = new List<int>(times.Length);
        for (var row = 0; row < times.Length; row++)
        {
            if (times[row].Ticks != 0 && Window.Contains(times[row])) rows.Add(row);
        }

        return rows.Count == times.Length ? known : known.Take([.. rows]);
    }
}
