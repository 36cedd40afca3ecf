using System.Buffers;
using System.Security.Cryptography;
using MLOpsBuild.Content;

namespace MLOpsBuild.Data.Drifts;

/// <summary>Day histograms as bytes: a mark, the bins' digest, rows, then every block's key and columns as differences of bins and counts, all in variable-length integers.</summary>
internal static class DayHistogramsFile
{
    private static ReadOnlySpan<byte> Mark => "MLDH1\n"u8;

    public static byte[] Write(DayHistograms histograms)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(Mark);
        buffer.Write(Convert.FromHexString(histograms.Bins.Digest.Hex));
        Put(buffer, (ulong)histograms.Rows);
        Put(buffer, (ulong)histograms.Blocks.Count);
        foreach (var (key, columns) in histograms.Blocks)
        {
            Put(buffer, (ulong)key);
            foreach (var column in columns)
            {
                // 0 says that the column is of another kind.
                Put(buffer, column is null ? 0 : (ulong)column.Bins.Length + 1);
                var last = -1;
                for (var i = 0; i < (column?.Bins.Length ?? 0); i++)
                {
                    Put(buffer, (ulong)(column!.Bins[i] - last - 1));
                    Put(buffer, (ulong)column.Counts[i]);
                    last = column.Bins[i];
                }
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static DayHistograms Read(ReadOnlySpan<byte> bytes, DriftBins bins)
    {
        var head = Mark.Length + SHA256.HashSizeInBytes;
        if (bytes.Length < head || !bytes.StartsWith(Mark)) throw new FormatException("These are no day histograms.");
        var counted = Digest.FromHash(bytes[Mark.Length..head]);
        if (counted != bins.Digest) throw new FormatException($"The day histograms were counted by the bins {counted.Short}, not by {bins.Digest.Short}.");
        var rest = bytes[head..];
        var rows = (long)Take(ref rest, long.MaxValue);
        var count = (int)Take(ref rest, int.MaxValue);
        var blocks = new SortedDictionary<int, SparseCounts?[]>();
        for (var b = 0; b < count; b++)
        {
            var key = (int)Take(ref rest, int.MaxValue);
            var columns = new SparseCounts?[bins.Columns.Count];
            for (var c = 0; c < columns.Length; c++) columns[c] = Column(ref rest, bins.Columns[c].Count);
            if (!blocks.TryAdd(key, columns)) throw new FormatException($"The day histograms have block {key} twice.");
        }

        if (!rest.IsEmpty) throw new FormatException($"{rest.Length} bytes follow the day histograms.");
        return new DayHistograms(bins, blocks, rows);
    }

    private static SparseCounts? Column(ref ReadOnlySpan<byte> rest, int bins)
    {
        var length = (int)Take(ref rest, (ulong)bins + 1) - 1;
        if (length < 0) return null;
        var column = new SparseCounts(new int[length], new int[length]);
        var last = -1;
        for (var i = 0; i < length; i++)
        {
            last += (int)Take(ref rest, (ulong)(bins - 2 - last < 0 ? 0 : bins - 2 - last)) + 1;
            if (last >= bins) throw new FormatException("The day histograms have a bin that is not there.");
            column.Bins[i] = last;
            column.Counts[i] = (int)Take(ref rest, int.MaxValue);
        }

        return column;
    }

    private static void Put(ArrayBufferWriter<byte> buffer, ulong value)
    {
        while (value >= 0x80)
        {
            buffer.Write([(byte)(value | 0x80)]);
            value >>= 7;
        }

        buffer.Write([(byte)value]);
    }

    private static ulong Take(ref ReadOnlySpan<byte> rest, ulong most)
    {
        ulong value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            if (rest.IsEmpty) throw new FormatException("The day histograms are cut off.");
            var part = rest[0];
            rest = rest[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part >= 0x80) continue;
            return value <= most ? value : throw new FormatException($"The day histograms have the number {value} where at most {most} can be.");
        }

        throw new FormatException("The day histograms have a number that does not end.");
    }
}
