using System.Buffers;
using System.Globalization;
using System.Text;
using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.Csv;

/// <summary>Writes a table as CSV that <see cref="CsvReader"/> reads back to the same values: UTF-8, LF, doubles in their shortest exact form.</summary>
public static class CsvWriter
{
    // Also what could be taken for another delimiter or, at the start of the file, for a byte order mark.
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create("\",\r\n;\t|\uFEFF");

    /// <summary>Writes the header and all rows.</summary>
    public static void Write(Table table, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (i > 0) writer.Write(',');
            WriteText(writer, table.Columns[i].Name);
        }

        writer.WriteLine();
        Span<char> buffer = stackalloc char[64];
        for (var row = 0; row < table.RowCount; row++)
        {
            for (var i = 0; i < table.Columns.Count; i++)
            {
                if (i > 0) writer.Write(',');
                WriteField(writer, table.Columns[i], row, buffer);
            }

            writer.WriteLine();
        }
    }

    private static void WriteField(StreamWriter writer, Column column, int row, Span<char> buffer)
    {
        if (column.IsMissing(row)) return;
        var length = 0;
        switch (column)
        {
            case TextColumn text:
                WriteText(writer, text.TextAt(row)!);
                return;
            case IntegerColumn integers:
                integers.Values[row].TryFormat(buffer, out length, default, CultureInfo.InvariantCulture);
                break;
            case NumberColumn numbers:
                numbers.Values[row].TryFormat(buffer, out length, "R", CultureInfo.InvariantCulture);
                break;
            case TimeColumn times:
                var time = times.Values[row];
                time.TryFormat(buffer, out length, Iso8601.FormatOf(time), CultureInfo.InvariantCulture);
                break;
        }

        writer.Write(buffer[..length]);
    }

    private static void WriteText(StreamWriter writer, string text)
    {
        if (text.Length > 0 && !text.AsSpan().ContainsAny(NeedQuotes))
        {
            writer.Write(text);
            return;
        }

        writer.Write('"');
        writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        writer.Write('"');
    }
}
