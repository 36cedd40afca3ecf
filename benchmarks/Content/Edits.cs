using System.Globalization;
using System.Text;

/// <summary>A large CSV and ways to edit about a hundredth of it. All from seeds.</summary>
internal static class Edits
{
    public static byte[] Csv(int rows, int seed = 1)
    {
        var random = new Random(seed);
        var airports = Enumerable.Range(0, 220).Select(_ => string.Concat(Enumerable.Range(0, 3).Select(_ => (char)('A' + random.Next(26))))).ToArray();
        int[] distances = [120, 237, 405, 589, 688, 954, 1024, 2010];
        var text = new StringBuilder("date,delay,distance,origin,destination\n", rows * 34);
        var start = new DateTime(2001, 1, 1);
        for (var i = 0; i < rows; i++)
        {
            var delay = (int)((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.4) * 40);
            text.Append(CultureInfo.InvariantCulture, $"{start.AddMinutes(i * 0.0864):yyyy-MM-ddTHH:mm},{delay},{distances[random.Next(8)]},{airports[Skewed()]},{airports[Skewed()]}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());

        int Skewed() => (int)(220 * random.NextDouble() * random.NextDouble());
    }

    public static IEnumerable<(string Name, byte[] Bytes)> Of(byte[] csv)
    {
        var rows = Rows(csv);
        yield return ("1 % appended", [.. csv, .. Csv(rows.Length / 100, seed: 4).AsSpan(39)]);
        yield return ("one row inserted at the start", Changed(csv, rows, [(1, 1)], insert: true));
        yield return ("1 % of the rows changed, in 1 place", Changed(csv, rows, Places(rows, 1)));
        yield return ("1 % of the rows changed, in 10 places", Changed(csv, rows, Places(rows, 10)));
        yield return ("1 % of the rows changed, in 100 places", Changed(csv, rows, Places(rows, 100)));
        yield return ("0.001 % of the rows changed, each by itself", Changed(csv, rows, Alone(rows, 100_000)));
        yield return ("1 % of the rows changed, each by itself", Changed(csv, rows, Alone(rows, 100)));
    }

    private static int[] Rows(byte[] csv)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < csv.Length; i++)
        {
            if (csv[i] == '\n') starts.Add(i + 1);
        }

        return [.. starts];
    }

    private static (int First, int Count)[] Places(int[] rows, int places) =>
        [.. Enumerable.Range(0, places).Select(p => (1 + (int)((p + 0.4) * (rows.Length - 2) / places), rows.Length / 100 / places))];

    private static (int First, int Count)[] Alone(int[] rows, int oneIn)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, (rows.Length - 2) / oneIn).Select(i => (1 + (i * oneIn) + random.Next(oneIn), 1))];
    }

    /// <summary>Gives the rows of each place another delay, now and then of another length.</summary>
    private static byte[] Changed(byte[] csv, int[] rows, (int First, int Count)[] places, bool insert = false)
    {
        using var edited = new MemoryStream(csv.Length + (csv.Length / 50));
        var random = new Random(3);
        var at = 0;
        foreach (var (first, count) in places)
        {
            edited.Write(csv.AsSpan(at, rows[first] - at));
            for (var row = first; row < first + count; row++)
            {
                var fields = Encoding.ASCII.GetString(csv.AsSpan(rows[row], rows[row + 1] - rows[row])).Split(',');
                fields[1] = random.Next(-20, 200).ToString(CultureInfo.InvariantCulture);
                edited.Write(Encoding.ASCII.GetBytes(string.Join(',', fields)));
            }

            at = insert ? rows[first] : rows[first + count];
        }

        edited.Write(csv.AsSpan(at));
        return edited.ToArray();
    }
}
