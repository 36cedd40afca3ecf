using System.Collections.Concurrent;
using MLOpsBuild.Tables;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Data.Tests;

/// <summary>The real departures, read once.</summary>
internal static class DepartureTables
{
    private static readonly ConcurrentDictionary<int, CsvResult> Read = new();

    public static readonly CsvColumn[] Columns =
        [new("date", ColumnType.Time), new("destination", ColumnType.Text), new("distance", ColumnType.Integer), new("delay", ColumnType.Integer)];

    public static string NameOf(int month) => $"2001-{month:00}.csv";

    public static byte[] Bytes(int month) => File.ReadAllBytes(Path.Combine(TestData.Departures, NameOf(month)));

    public static Table Month(int month) => Read.GetOrAdd(month, m => CsvReader.Read(Bytes(m), new CsvOptions { File = NameOf(m), Columns = Columns })).Table;

    /// <summary>The month with the minutes since midnight as a further column.</summary>
    public static Table WithTimeOfDay(int month)
    {
        var table = Month(month);
        return table.With(new NumberColumn("tod", [.. ((TimeColumn)table["date"]).Values.ToArray().Select(t => t.TimeOfDay.TotalMinutes)]));
    }
}
