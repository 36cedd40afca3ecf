using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Profiles;

/// <summary>A mergeable summary of a partition: a new partition costs its own reading, and a dataset's summary is the merged one of its parts.</summary>
/// <remarks>Counts, extremes and histograms do not depend on the order of merging; means and variances do in their last bits, so partitions are merged in their order.</remarks>
public sealed class Profile
{
    private readonly SortedDictionary<string, ColumnProfile> _columns;
    private readonly SortedDictionary<DateTime, long> _days;

    internal Profile(long rows, SortedDictionary<string, ColumnProfile> columns, SortedDictionary<DateTime, long> days, DateTime? from, DateTime? to)
    {
        Rows = rows;
        _columns = columns;
        _days = days;
        From = from;
        To = to;
    }

    /// <summary>The number of rows.</summary>
    public long Rows { get; }

    /// <summary>The earliest time of the time column; null without one.</summary>
    public DateTime? From { get; }

    /// <summary>The latest time.</summary>
    public DateTime? To { get; }

    /// <summary>The columns by name, in ordinal order.</summary>
    public IReadOnlyDictionary<string, ColumnProfile> Columns => _columns;

    /// <summary>The number of rows of each day that has any, ascending; empty without a time column.</summary>
    public IReadOnlyDictionary<DateTime, long> Days => _days;

    /// <summary>Summarises a table.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="timeColumn">The column that gives each row's day; null when there is none.</param>
    public static Profile Of(Table table, string? timeColumn)
    {
        var columns = new SortedDictionary<string, ColumnProfile>(StringComparer.Ordinal);
        foreach (var column in table.Columns) columns.Add(column.Name, ColumnProfile.Of(column));
        var days = new SortedDictionary<DateTime, long>();
        DateTime? from = null;
        DateTime? to = null;
        if (timeColumn is not null && table[timeColumn] is TimeColumn times)
        {
            var counts = new Dictionary<DateTime, long>();
            foreach (var time in times.Values)
            {
                if (time == DateTime.MinValue) continue;
                if (from is null || time < from) from = time;
                if (to is null || time > to) to = time;
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, time.Date, out _)++;
            }

            foreach (var (day, count) in counts) days.Add(day, count);
        }

        return new Profile(table.RowCount, columns, days, from, to);
    }

    /// <summary>The summary of all rows of the profiles.</summary>
    /// <returns>Null when there are no profiles.</returns>
    /// <exception cref="ArgumentException">A column has another type in another profile.</exception>
    public static Profile? MergeAll(IReadOnlyList<Profile> profiles)
    {
        Profile? all = null;
        foreach (var profile in profiles) all = all is null ? profile : all.Merge(profile);
        return all;
    }

    /// <summary>The summary of both profiles' rows. A column that only one has is missing in all rows of the other.</summary>
    /// <exception cref="ArgumentException">A column has another type in the other profile.</exception>
    public Profile Merge(Profile other)
    {
        var columns = new SortedDictionary<string, ColumnProfile>(StringComparer.Ordinal);
        foreach (var name in _columns.Keys.Union(other._columns.Keys))
        {
            var mine = _columns.GetValueOrDefault(name);
            var theirs = other._columns.GetValueOrDefault(name);
            columns.Add(name, (mine ?? Absent(theirs!, Rows)).Merge(theirs ?? Absent(mine!, other.Rows)));
        }

        var days = new SortedDictionary<DateTime, long>(_days);
        foreach (var (day, count) in other._days) days[day] = days.GetValueOrDefault(day) + count;
        return new Profile(Rows + other.Rows, columns, days, Least(From, other.From), Greatest(To, other.To));
    }

    /// <summary>The profile as JSON: sorted, and the same bytes for the same summary.</summary>
    public string ToJson() => ProfileWriter.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="DataFileException">It is no profile of this version.</exception>
    public static Profile FromJson(ReadOnlySpan<byte> json, string file = "profile.json") => ProfileReader.Read(json, file);

    private static ColumnProfile Absent(ColumnProfile like, long rows)
    {
        var numeric = like.Type is ColumnType.Number or ColumnType.Integer;
        return new ColumnProfile(like.Type, rows, Moments.None, numeric ? new NumberCounts() : null, like.Type == ColumnType.Text ? TextCounts.Of([]) : null);
    }

    private static DateTime? Least(DateTime? a, DateTime? b) => a is null || b < a ? b : a;

    private static DateTime? Greatest(DateTime? a, DateTime? b) => a is null || b > a ? b : a;
}
