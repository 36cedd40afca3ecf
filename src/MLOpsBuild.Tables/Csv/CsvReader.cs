using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.Csv;

/// <summary>Reads CSV (RFC 4180): quotes, line ends within quotes, CRLF, LF or CR, a byte order mark, declared or inferred types.</summary>
/// <remarks>
/// Never throws for what a file holds: everything that is wrong is a <see cref="CsvProblem"/>, all of them from one pass. An empty field is missing, an empty
/// field in quotes is the empty text. Types are inferred from the whole file; digits with a leading zero stay text. The result never depends on the number of threads.
/// </remarks>
public static partial class CsvReader
{
    private const int MostThreads = 8;

    /// <summary>Reads the rest of a stream into one table.</summary>
    /// <exception cref="InvalidDataException">The stream holds more than <see cref="CsvOptions.MaxBytes"/>, or is packed and broken.</exception>
    /// <exception cref="ArgumentException">The delimiter is no single ASCII character, or is a quote or line end.</exception>
    public static CsvResult Read(Stream stream, CsvOptions? options = null)
    {
        options ??= new CsvOptions();
        return stream.CanSeek ? Collect(stream, options) : Read(ReadAll(stream, options), options);
    }

    /// <summary>Reads all of a file's bytes into one table.</summary>
    /// <exception cref="InvalidDataException">They are packed, and broken or unpack to more than <see cref="CsvOptions.MaxBytes"/>.</exception>
    /// <exception cref="ArgumentException">The delimiter is no single ASCII character, or is a quote or line end.</exception>
    public static unsafe CsvResult Read(ReadOnlySpan<byte> bytes, CsvOptions? options = null)
    {
        options ??= new CsvOptions();
        if (bytes.IsEmpty) return Collect(Stream.Null, options);
        fixed (byte* start = bytes)
        {
            using var stream = new UnmanagedMemoryStream(start, bytes.Length);
            return Collect(stream, options with { MaxBytes = Math.Max(options.MaxBytes, bytes.Length) });
        }
    }

    private static CsvResult Collect(Stream stream, CsvOptions options)
    {
        var tables = new List<Table>();
        var threads = (int)Math.Clamp((stream.Length - stream.Position) / options.BatchBytes, 1, Math.Min(Environment.ProcessorCount, MostThreads));
        using var reading = new CsvReading(stream, options, options.MaxBytes, BlockFields.MostPadding);
        var summary = reading.Run(threads, batch => batch.Table, tables.Add, default);
        return new CsvResult(Table.Concat(tables), summary.Problems) { ProblemCount = summary.ProblemCount };
    }

    private static byte[] ReadAll(Stream stream, CsvOptions options)
    {
        var bytes = new byte[Math.Min(1 << 16, options.MaxBytes + 1)];
        var used = 0;
        while (true)
        {
            var read = stream.Read(bytes, used, bytes.Length - used);
            if (read == 0) return bytes[..used];
            used += read;
            if (used > options.MaxBytes) throw new InvalidDataException($"{options.File}: more than the {options.MaxBytes} bytes that are allowed.");
            if (used == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, bytes.Length * 2L));
        }
    }
}
