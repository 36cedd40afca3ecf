using System.IO.Compression;
using MLOpsBuild.Tables;
using MLOpsBuild.Tables.Csv;

namespace FlightDelay.Tests;

/// <summary>The real departures and the reference features, from the repository's test data.</summary>
internal static class Departures
{
    private static readonly string Folder = Find();

    public static IReadOnlyList<string> Months { get; } = ["2001-01", "2001-02", "2001-03", "2001-04", "2001-05", "2001-06"];

    public static Table Month(string month)
    {
        using var file = File.OpenRead(Path.Combine(Folder, "departures", month + ".csv"));
        return CsvReader.Read(file, new CsvOptions
        {
            Columns = [new("date", ColumnType.Time), new("destination", ColumnType.Text), new("distance", ColumnType.Integer), new("delay", ColumnType.Integer)],
        }).Table;
    }

    /// <summary>Every row's features as an independent program computed them.</summary>
    public static Table Reference()
    {
        using var file = File.OpenRead(Path.Combine(Folder, "departures-features-reference.csv.gz"));
        using var csv = new GZipStream(file, CompressionMode.Decompress);
        return CsvReader.Read(csv, new CsvOptions
        {
            Columns =
            [
                new("date", ColumnType.Time), new("destination", ColumnType.Text), new("distance", ColumnType.Number), new("delay", ColumnType.Number),
                new("dow", ColumnType.Number), new("tod", ColumnType.Number), new("dep60", ColumnType.Number), new("prev_rate", ColumnType.Number),
                new("same14", ColumnType.Number), new("before14", ColumnType.Number), new("ratio14", ColumnType.Number), new("y", ColumnType.Number),
            ],
        }).Table;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "tests", "testdata");
            if (Directory.Exists(data)) return data;
        }

        throw new DirectoryNotFoundException("tests/testdata is not above the tests.");
    }
}
