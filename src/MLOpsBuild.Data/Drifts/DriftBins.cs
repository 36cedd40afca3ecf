using MLOpsBuild.Content;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Drifts;

/// <summary>The bins that a reference sets for every column: the fixed ground on which partitions are summed up once, cached, merged and compared. Immutable.</summary>
/// <remarks>
/// Exact: every column of texts, and every numeric column whose reference has no more distinct values than <see cref="DriftOptions.MostEdges"/>, whatever the current sample holds.
/// Approximate: a numeric column with more. Its distance is taken at that many quantiles of the reference, so it is never overstated, and understated by at most the reference's
/// share within one gap, about 1 / edges. Values that many rows share keep bins of their own.
/// </remarks>
public sealed class DriftBins
{
    /// <summary>Independent rows are dealt to this many blocks.</summary>
    internal const int RowBlocks = 256;

    internal DriftBins(string? time, ColumnBins[] columns)
    {
        (Time, Columns) = (time, columns);
        Digest = Digest.Of(DriftBinsText.Write(this));
    }

    /// <summary>The time column whose days are the blocks; null when rows are independent.</summary>
    public string? Time { get; }

    /// <summary>Names these bins: summaries of the same partition and the same bins are the same bytes, so the two digests together are a cache key.</summary>
    public Digest Digest { get; }

    internal IReadOnlyList<ColumnBins> Columns { get; }

    /// <summary>The bins of a reference's columns.</summary>
    /// <exception cref="KeyNotFoundException">It does not have a column that is to be compared.</exception>
    public static DriftBins Of(Table reference, DriftOptions options)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(options);
        var names = options.NamesOf(reference.Columns.Where(c => c is not TimeColumn).Select(c => c.Name));
        return new DriftBins(options.Time, [.. names.Select(name => ColumnBins.Of(reference[name], options.MostEdges))]);
    }

    /// <summary>The bins of a reference's columns out of its profile, so that none of its rows is read again.</summary>
    /// <remarks>
    /// The same as of its rows while the profile counts every distinct value. Of more numbers the edges are the sketch's quantiles, which serve as well; a column with more texts than a
    /// profile counts is taken for an identifier and not judged.
    /// </remarks>
    /// <exception cref="KeyNotFoundException">It does not have a column that is to be compared.</exception>
    public static DriftBins Of(Profile reference, DriftOptions options)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(options);
        var names = options.NamesOf(reference.Columns.Where(c => c.Value.Type != ColumnType.Time).Select(c => c.Key));
        foreach (var name in names)
        {
            if (!reference.Columns.ContainsKey(name)) throw new KeyNotFoundException($"There is no column '{name}'; {NearestName.Hint(name, [.. reference.Columns.Keys])}");
        }

        return new DriftBins(options.Time, [.. names.Select(name => ColumnBins.Of(name, reference.Columns[name], options.MostEdges))]);
    }

    /// <summary>The bins as JSON: UTF-8, sorted as compared, the same bytes for the same bins.</summary>
    public byte[] ToJson() => DriftBinsText.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">It is not that.</exception>
    public static DriftBins FromJson(ReadOnlyMemory<byte> json) => DriftBinsText.Read(json);
}
