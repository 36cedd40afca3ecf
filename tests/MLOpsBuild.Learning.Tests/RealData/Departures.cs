using System.Globalization;
using System.IO.Compression;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.RealData;

/// <summary>The features of all departures as an independent program computed them.</summary>
internal static class Departures
{
    private static readonly string[] Features = ["dow", "tod", "distance", "destination", "dep60", "prev_rate", "same14", "before14", "ratio14"];

    private static readonly Lazy<(DateTime[] Time, Table Features, double[] Late, double[] Delay)> All = new(Load);

    /// <summary>The rows from a day to before another.</summary>
    public static (TrainingSet Set, int[] Days) Between(string from, string before)
    {
        var (rows, days) = Rows(from, before);
        return (new TrainingSet(All.Value.Features.Take(rows), [.. rows.Select(r => All.Value.Late[r])]), days);
    }

    /// <summary>The rows from a day to before another, with the delay in minutes, clipped to −60 to 180, as the target.</summary>
    public static TrainingSet DelaysBetween(string from, string before)
    {
        var (rows, _) = Rows(from, before);
        return new TrainingSet(All.Value.Features.Take(rows), [.. rows.Select(r => Math.Clamp(All.Value.Delay[r], -60, 180))]);
    }

    private static (int[] Rows, int[] Days) Rows(string from, string before)
    {
        var first = DateTime.Parse(from, CultureInfo.InvariantCulture);
        var end = DateTime.Parse(before, CultureInfo.InvariantCulture);
        var time = All.Value.Time;
        int[] rows = [.. Enumerable.Range(0, time.Length).Where(r => time[r] >= first && time[r] < end)];
        return (rows, [.. rows.Select(r => (int)(time[r].Date - DateTime.UnixEpoch).TotalDays)]);
    }

    private static (DateTime[] Time, Table Features, double[] Late, double[] Delay) Load()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(TestData.Find("departures-features-reference.csv.gz")), CompressionMode.Decompress));
        var header = reader.ReadLine()!.Split(',');
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line) rows.Add(line.Split(','));
        string[] Texts(string name) => [.. rows.Select(row => row[Array.IndexOf(header, name)])];
        double[] Numbers(string name) => [.. Texts(name).Select(t => t.Length == 0 ? double.NaN : double.Parse(t, CultureInfo.InvariantCulture))];
        Column Make(string name) => name == "destination" ? TextColumn.Of(name, Texts(name)) : new NumberColumn(name, Numbers(name));
        DateTime[] time = [.. Texts("date").Select(t => DateTime.ParseExact(t, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))];
        return (time, new Table([.. Features.Select(Make)]), Numbers("y"), Numbers("delay"));
    }
}
