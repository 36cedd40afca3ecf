using System.Globalization;
using System.Runtime.InteropServices;

/// <summary>The flights of all airports with ten numeric features that are known at push-back, and whether they arrived 15 minutes late.</summary>
internal static class Flights
{
    public const int Features = 10;
    private const int TestRows = 300_000;

    /// <summary>Writes train and test columns, features and then the target, as doubles: training rows evenly out of those to May, test rows out of June's.</summary>
    public static void Save(string csv, string folder, int trainRows)
    {
        var (columns, month) = Load(csv);
        int[] june = [.. Enumerable.Range(0, month.Length).Where(r => month[r] == 6)];
        int[] before = trainRows > month.Length - june.Length ? [.. Enumerable.Range(0, month.Length)] : [.. Enumerable.Range(0, month.Length).Where(r => month[r] < 6)];
        Write(Path.Combine(folder, "train"), columns, Evenly(before, Math.Min(trainRows, before.Length)));
        Write(Path.Combine(folder, "test"), columns, Evenly(june, TestRows));
    }

    private static int[] Evenly(int[] rows, int count) => [.. Enumerable.Range(0, count).Select(i => rows[(int)((long)i * rows.Length / count)])];

    private static void Write(string path, double[][] columns, int[] rows)
    {
        using var file = File.Create(path);
        foreach (var column in columns) file.Write(MemoryMarshal.AsBytes(Array.ConvertAll(rows, r => column[r]).AsSpan()));
    }

    private static (double[][] Columns, int[] Month) Load(string csv)
    {
        var flights = new List<(int Day, int Minute, double Delay, double Distance, int From, int To)>(3_000_000);
        var airports = new Dictionary<string, int>(StringComparer.Ordinal);
        int Airport(string code) => airports.TryGetValue(code, out var number) ? number : airports[code] = airports.Count;
        var first = new DateTime(2001, 1, 1);
        var month = new List<int>();
        foreach (var line in File.ReadLines(csv).Skip(1))
        {
            var fields = line.Split(',');
            var time = DateTime.ParseExact(fields[0], "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            flights.Add(((time - first).Days, (int)time.TimeOfDay.TotalMinutes, Number(fields[1]), Number(fields[2]), Airport(fields[3]), Airport(fields[4])));
            month.Add(time.Month);
        }

        return (FlightFeatures.Of(CollectionsMarshal.AsSpan(flights), airports.Count), [.. month]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
