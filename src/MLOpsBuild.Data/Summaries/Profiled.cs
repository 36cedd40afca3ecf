using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Reading;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Summaries;

/// <summary>One file summarised in batches: memory does not grow with its length.</summary>
/// <param name="Profile">The summary.</param>
/// <param name="Reading">Its columns in their order, and what the reader found wrong.</param>
public sealed record Profiled(Profile Profile, CsvSummary Reading)
{
    /// <summary>Reads a file.</summary>
    /// <param name="stream">The file; with columns whose types are not declared it must be able to seek.</param>
    /// <param name="format">How it is written: one of <see cref="LockedDataset.Formats"/>.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="time">The column that gives rows their day; null for none.</param>
    /// <param name="threads">How many threads read, at least 1; no result depends on it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Profiled Read(Stream stream, string format, CsvOptions options, string? time, int threads, CancellationToken cancellationToken = default) =>
        Read(stream, format, options, threads, table => Profile.Of(table, time), cancellationToken);

    /// <summary>Only the rows whose time lies in a window.</summary>
    internal static Profiled Read(Stream stream, string format, CsvOptions options, string time, int threads, Window window, CancellationToken cancellationToken) =>
        Read(stream, format, options, threads, table => Profile.Of(Within(table, time, window), time), cancellationToken);

    private static Profiled Read(Stream stream, string format, CsvOptions options, int threads, Func<Table, Profile> summarise, CancellationToken cancellationToken)
    {
        Profile? all = null;
        var reading = PartitionReader.ReadBatches(stream, format, options, threads, batch => summarise(batch.Table), part => all = all is null ? part : all.Merge(part), cancellationToken);
        return new Profiled(all!, reading);
    }

    private static Table Within(Table table, string time, Window window)
    {
        var times = ((TimeColumn)table[time]).Values;
        var rows = new List<int>(times.Length);
        for (var row = 0; row < times.Length; row++)
        {
            if (times[row] != DateTime.MinValue && window.Contains(times[row])) rows.Add(row);
        }

        return rows.Count == times.Length ? table : table.Take([.. rows]);
    }
}
