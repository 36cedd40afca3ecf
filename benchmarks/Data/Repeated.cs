/// <summary>A larger file of the same rows.</summary>
internal static class Repeated
{
    /// <summary>Writes the header once and the rows several times; in order, each repetition's year is one more, for which rows must begin with it.</summary>
    /// <returns>The number of rows.</returns>
    public static long Write(string csv, string target, int times, bool inOrder)
    {
        var bytes = File.ReadAllBytes(csv);
        var header = Array.IndexOf(bytes, (byte)'\n') + 1;
        var rows = bytes.AsSpan(header).Count((byte)'\n');
        using var file = File.Create(target);
        file.Write(bytes.AsSpan(0, header));
        for (var time = 0; time < times; time++)
        {
            file.Write(bytes.AsSpan(header));
            if (inOrder) NextYear(bytes.AsSpan(header - 1));
        }

        return (long)rows * times;
    }

    private static void NextYear(Span<byte> rows)
    {
        for (var at = rows.IndexOf((byte)'\n'); at + 5 < rows.Length; at += 1 + rows[(at + 1)..].IndexOf((byte)'\n'))
        {
            var digit = at + 4;
            while (rows[digit] == '9') rows[digit--] = (byte)'0';
            rows[digit]++;
        }
    }
}
