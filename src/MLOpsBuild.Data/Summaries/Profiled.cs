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
    public static Profiled Read(Stream stream, string format, CsvOptions options, string? time, int threads, CancellationToken cancellationToken = default)
    {
        Profile? all = null;
        var reading = PartitionReader.ReadBatches(stream, format, options, threads, batch => Profile.Of(batch.Table, time), part => all = all is null ? part : all.Merge(part), cancellationToken);
        return new Profiled(all!, reading);
    }
}
