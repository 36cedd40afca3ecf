using System.Globalization;
using System.IO.Compression;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.RealData;

/// <summary>The tables of tests/testdata/boosting.</summary>
internal static class RealTables
{
    /// <summary>All columns but the target as features; rows without a target are left out.</summary>
    public static TrainingSet Load(string file, string target, params string[] texts)
    {
        using var stream = File.OpenRead(TestData.Find(Path.Combine("boosting", file)));
        using var reader = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        var header = reader.ReadLine()!.Split(',');
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line) rows.Add(line.Split(','));
        var at = Array.IndexOf(header, target);
        rows.RemoveAll(row => row[at].Length == 0);
        double Number(string text) => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
        Column Make(string name, int c) => texts.Contains(name)
            ? TextColumn.Of(name, [.. rows.Select(row => row[c].Length == 0 ? null : row[c])])
            : new NumberColumn(name, [.. rows.Select(row => Number(row[c]))]);
        return new TrainingSet(new Table([.. header.Select(Make).Where((_, c) => c != at)]), [.. rows.Select(row => Number(row[at]))]);
    }
}
