using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MLOpsBuild.Tables;

/// <summary>Reads <see cref="TableFile"/>'s form and believes none of its lengths before the bytes have arrived.</summary>
internal sealed class TableFileReader(Stream stream)
{
    private const int ChunkBytes = 1 << 20;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public Table Read()
    {
        if (!ReadBytes(TableFile.Magic.Length).AsSpan().SequenceEqual(TableFile.Magic)) throw Bad("it does not begin with MLTABLE1");
        var columns = ReadCount("columns");
        var rows = ReadCount("rows");
        var list = new List<Column>();
        for (var i = 0; i < columns; i++) list.Add(ReadColumn(rows));
        if (stream.ReadByte() >= 0) throw Bad("bytes follow the last column");
        try
        {
            return new Table(list);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"Not a table file: {e.Message}", e);
        }
    }

    private Column ReadColumn(int rows)
    {
        var name = ReadText();
        if (name.Length == 0) throw Bad("a column has no name");
        return (ColumnType)ReadBytes(1)[0] switch
        {
            ColumnType.Number => new NumberColumn(name, ReadWords<double>(rows)),
            ColumnType.Integer => new IntegerColumn(name, ReadWords<long>(rows), ReadBitmap(rows)),
            ColumnType.Time => new TimeColumn(name, ReadTimes(rows)),
            ColumnType.Text => ReadTexts(name, rows),
            var type => throw Bad($"column '{name}' has the unknown type {(int)type}"),
        };
    }

    private ulong[]? ReadBitmap(int rows) => ReadBytes(1)[0] switch
    {
        0 => null,
        1 => ReadWords<ulong>((rows + 63) / 64),
        _ => throw Bad("the mark of missing values is neither 0 nor 1"),
    };

    private DateTime[] ReadTimes(int rows)
    {
        var ticks = ReadWords<long>(rows);
        var times = new DateTime[rows];
        for (var i = 0; i < rows; i++)
        {
            if (ticks[i] < 0 || ticks[i] > DateTime.MaxValue.Ticks) throw Bad($"row {i} holds no time");
            times[i] = new DateTime(ticks[i]);
        }

        return times;
    }

    private TextColumn ReadTexts(string name, int rows)
    {
        var count = ReadCount("texts");
        var dictionary = new List<string>();
        for (var i = 0; i < count; i++)
        {
            dictionary.Add(ReadText());
            if (i > 0 && string.CompareOrdinal(dictionary[i - 1], dictionary[i]) >= 0) throw Bad($"the texts of column '{name}' are not in order");
        }

        var codes = MemoryMarshal.Cast<byte, int>(ReadBytes((long)rows * sizeof(int))).ToArray();
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(codes, codes);
        foreach (var code in codes)
        {
            if (code < -1 || code >= count) throw Bad($"column '{name}' has the code {code} for {count} texts");
        }

        return new TextColumn(name, codes, [.. dictionary]);
    }

    private T[] ReadWords<T>(int count)
        where T : struct
    {
        var words = MemoryMarshal.Cast<byte, ulong>(ReadBytes((long)count * sizeof(ulong)).AsSpan());
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(words, words);
        return MemoryMarshal.Cast<ulong, T>(words).ToArray();
    }

    private string ReadText()
    {
        try
        {
            return Strict.GetString(ReadBytes(ReadCount("bytes of a text")));
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("Not a table file: a text is not UTF-8.", e);
        }
    }

    private int ReadCount(string what)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(ReadBytes(sizeof(int)));
        return count >= 0 ? count : throw Bad($"the number of {what} is {count}");
    }

    private byte[] ReadBytes(long count)
    {
        if (count > Array.MaxLength) throw Bad($"a column of {count} bytes is too long");
        if (stream.CanSeek && stream.Length - stream.Position < count) throw CutShort();
        var bytes = new byte[stream.CanSeek ? count : Math.Min(count, ChunkBytes)];
        var used = 0;
        while (used < count)
        {
            if (used == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(count, bytes.Length * 2L));
            var read = stream.Read(bytes, used, bytes.Length - used);
            if (read == 0) throw CutShort();
            used += read;
        }

        return bytes;
    }

    private static InvalidDataException CutShort() => Bad("it is cut short");

    private static InvalidDataException Bad(string reason) => new($"Not a table file: {reason}.");
}
