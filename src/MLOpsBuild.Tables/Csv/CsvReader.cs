using System.Text;

namespace MLOpsBuild.Tables.Csv;

/// <summary>Reads CSV (RFC 4180) into a table: quotes, line ends within quotes, CRLF, LF or CR, a byte order mark, declared or inferred types.</summary>
/// <remarks>
/// Never throws for what a file holds: everything that is wrong is a <see cref="CsvProblem"/>, all of them from one pass. An empty field is missing, an empty
/// field in quotes is the empty text. Types are inferred from the whole file; digits with a leading zero stay text. Memory is bounded by the file's size.
/// </remarks>
public static class CsvReader
{
    /// <summary>Reads the rest of a stream.</summary>
    /// <exception cref="InvalidDataException">The stream holds more than <see cref="CsvOptions.MaxBytes"/>.</exception>
    public static CsvResult Read(Stream stream, CsvOptions? options = null)
    {
        options ??= new CsvOptions();
        var most = Math.Min(options.MaxBytes + 1, Array.MaxLength);
        var bytes = new byte[stream.CanSeek ? Math.Min(Math.Max(stream.Length - stream.Position + 1, 256), most) : Math.Min(1 << 16, most)];
        var used = 0;
        while (true)
        {
            var read = stream.Read(bytes, used, bytes.Length - used);
            if (read == 0) return Read(bytes.AsSpan(0, used), options);
            used += read;
            if (used > options.MaxBytes) throw new InvalidDataException($"{options.File}: more than the {options.MaxBytes} bytes that are allowed.");
            if (used == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, bytes.Length * 2L));
        }
    }

    /// <summary>Reads all of a file's bytes.</summary>
    /// <exception cref="ArgumentException">The delimiter is no single ASCII character, or is a quote or line end.</exception>
    public static CsvResult Read(ReadOnlySpan<byte> bytes, CsvOptions? options = null)
    {
        options ??= new CsvOptions();
        if (options.Delimiter is '"' or '\r' or '\n' or > (char)127) throw new ArgumentException($"'{options.Delimiter}' cannot separate fields.", nameof(options));
        var problems = new ProblemList(options.File, options.MaxProblems);
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var header = ReadHeader(bytes, options, problems);
        if (header is null) return new CsvResult(new Table([]), problems.Kept) { ProblemCount = problems.Count };

        var layout = new CsvLayout(header, options, problems);
        if (layout.MustGuess) Pass(bytes, new GuessRows(layout));
        var rows = new ColumnRows(layout, problems);
        Pass(bytes, rows);
        return new CsvResult(rows.Build(), problems.Kept) { ProblemCount = problems.Count };
    }

    private static string[]? ReadHeader(ReadOnlySpan<byte> bytes, CsvOptions options, ProblemList problems)
    {
        var fields = new FieldRange[Math.Min(options.MaxColumns, bytes.Length + 1)];
        var scanner = new RecordScanner(bytes, (byte)options.Delimiter, fields);
        if (!scanner.Next() || scanner.IsBlank)
        {
            problems.Wrong(1, null, default, "a header with the columns' names");
            return null;
        }

        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            problems.Wrong(1, null, scanner.Record, "UTF-8; this looks like UTF-16");
            return null;
        }

        if (scanner.FieldCount > options.MaxColumns)
        {
            problems.Wrong(1, null, scanner.Record, $"at most {options.MaxColumns} columns; the header has {scanner.FieldCount}");
            return null;
        }

        var names = new string[scanner.FieldCount];
        for (var i = 0; i < names.Length; i++) names[i] = Name(scanner.Raw(fields[i]), fields[i], i, names, problems);
        return names;
    }

    private static string Name(ReadOnlySpan<byte> raw, FieldRange field, int index, string[] before, ProblemList problems)
    {
        var name = Encoding.UTF8.GetString(raw);
        if (field.Escaped) name = name.Replace("\"\"", "\"", StringComparison.Ordinal);
        if (name.Length > 0 && Array.IndexOf(before, name, 0, index) < 0 && !field.Broken) return name;
        var given = $"column {index + 1}";
        problems.Wrong(1, given, raw, "a name that is not empty and not used twice");
        while (Array.IndexOf(before, given, 0, index) >= 0) given += "'";
        return given;
    }

    /// <summary>Goes through all records behind the header.</summary>
    private static void Pass(ReadOnlySpan<byte> bytes, IRowSink rows)
    {
        var layout = rows.Layout;
        var scanner = new RecordScanner(bytes, layout.Delimiter, layout.Fields);
        scanner.Next();
        var row = 1L;
        var blanks = 0;
        while (!rows.IsFull && scanner.Next())
        {
            row++;
            // Empty lines at the end are no records; within the file they are, unless there is only one column, where they are a missing value.
            if (scanner.IsBlank && layout.Width > 1)
            {
                blanks++;
                continue;
            }

            for (; blanks > 0 && !rows.IsFull; blanks--) rows.AddBlank(row - blanks);
            if (!rows.IsFull) rows.Add(row, ref scanner);
        }
    }
}
