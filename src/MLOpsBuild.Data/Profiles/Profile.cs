using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Profiles;

/// <summary>A mergeable summary of a partition: a new partition costs its own reading, and a dataset's summary is the merged one of its parts.</summary>
/// <remarks>
/// Made batch by batch on any threads and merged in the batches' order: then no number of threads shows. Exact counts, extremes, distinct counts and days do not
/// depend on the order or grouping of merges at all; moments of columns with many distinct numbers do in their last bits, and quantiles and frequent values of such
/// columns within their stated errors.
/// </remarks>
public sealed class Profile
{
    private readonly SortedDictionary<string, ColumnProfile> _columns;

    internal Profile(long rows, SortedDictionary<string, ColumnProfile> columns, string? timeColumn)
    {
        Rows = rows;
        TimeColumn = timeColumn;
        _columns = columns;
    }

    /// <summary>The number of rows.</summary>
    public long Rows { get; }

    /// <summary>The column that gives each row's day; null when there is none.</summary>
    public string? TimeColumn { get; }

    /// <summary>The earliest time of the time column; null without one.</summary>
    public DateTime? From => Time?.Earliest;

    /// <summary>The latest time.</summary>
    public DateTime? To => Time?.Latest;

    /// <summary>The columns by name, in ordinal order.</summary>
    public IReadOnlyDictionary<string, ColumnProfile> Columns => _columns;

    /// <summary>The number of rows of each day that has any, ascending; of each month or year when there are more than 3660 (see <see cref="Period"/>). Empty without a time column.</summary>
    public IReadOnlyDictionary<DateTime, long> Days => Time?.Days ?? DayCounts.None.Counts;

    /// <summary>How long the periods of <see cref="Days"/> are.</summary>
    public TimePeriod Period => Time?.Period ?? TimePeriod.Day;

    private ColumnProfile? Time => TimeColumn is null ? null : _columns[TimeColumn];

    /// <summary>Summarises a table. Safe to call on several threads at once.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="timeColumn">The column that gives each row's day; null when there is none. Ignored when the column is not one of times.</param>
    public static Profile Of(Table table, string? timeColumn)
    {
        var columns = new SortedDictionary<string, ColumnProfile>(StringComparer.Ordinal);
        foreach (var column in table.Columns) columns.Add(column.Name, ColumnProfile.Of(column));
        return new Profile(table.RowCount, columns, timeColumn is not null && table[timeColumn] is TimeColumn ? timeColumn : null);
    }

    /// <summary>The summary of all rows of the profiles.</summary>
    /// <returns>Null when there are no profiles.</returns>
    /// <exception cref="ArgumentException">A column has another type in another profile, or their time columns differ.</exception>
    public static Profile? MergeAll(IReadOnlyList<Profile> profiles)
    {
        Profile? all = null;
        foreach (var profile in profiles) all = all is null ? profile : all.Merge(profile);
        return all;
    }

    /// <summary>The summary of both profiles' rows. A column that only one has is missing in all rows of the other.</summary>
    /// <exception cref="ArgumentException">A column has another type in the other profile, or their time columns differ.</exception>
    public Profile Merge(Profile other)
    {
        if (TimeColumn is not null && other.TimeColumn is not null && TimeColumn != other.TimeColumn)
            throw new ArgumentException($"The rows' days come from '{TimeColumn}' in one profile and from '{other.TimeColumn}' in the other.", nameof(other));
        var columns = new SortedDictionary<string, ColumnProfile>(StringComparer.Ordinal);
        foreach (var name in _columns.Keys.Union(other._columns.Keys))
        {
            var mine = _columns.GetValueOrDefault(name);
            var theirs = other._columns.GetValueOrDefault(name);
            columns.Add(name, (mine ?? ColumnProfile.Absent(theirs!.Type, Rows)).Merge(theirs ?? ColumnProfile.Absent(mine!.Type, other.Rows)));
        }

        return new Profile(Rows + other.Rows, columns, TimeColumn ?? other.TimeColumn);
    }

    /// <summary>The profile as JSON: sorted, and the same bytes for the same summary.</summary>
    public string ToJson() => ProfileWriter.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="DataFileException">It is no profile of this version, or its figures contradict each other.</exception>
    public static Profile FromJson(ReadOnlySpan<byte> json, string file = "profile.json") => ProfileReader.Read(json, file);
}
