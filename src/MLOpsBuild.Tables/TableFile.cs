using System.Runtime.InteropServices;
using System.Text;

namespace MLOpsBuild.Tables;

/// <summary>The binary form of a table for outputs of steps: the same values give the same bytes.</summary>
/// <remarks>
/// Little-endian throughout. <c>MLTABLE1</c>, the number of columns (32 bits) and rows (32 bits), then per column: length and UTF-8 of its name, one byte of
/// type, the values. Dictionaries hold only the texts in use, in ordinal order; a NaN has one bit pattern; a missing integer is 0. Nothing is compressed.
/// </remarks>
public static class TableFile
{
    internal static ReadOnlySpan<byte> Magic => "MLTABLE1"u8;

    /// <summary>Writes a table.</summary>
    public static void Write(Table table, Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(table.Columns.Count);
        writer.Write(table.RowCount);
        foreach (var column in table.Columns)
        {
            WriteText(writer, column.Name);
            writer.Write((byte)column.Type);
            switch (column)
            {
                case NumberColumn numbers: WriteNumbers(writer, numbers); break;
                case IntegerColumn integers: WriteIntegers(writer, integers); break;
                case TimeColumn times: WriteTimes(writer, times); break;
                case TextColumn texts: WriteTexts(writer, texts); break;
            }
        }
    }

    /// <summary>Reads a table that fills the rest of the stream.</summary>
    /// <exception cref="InvalidDataException">The bytes are no table of this version, are cut short or go on behind it. Memory grows with the bytes that are there, not with what they claim.</exception>
    public static Table Read(Stream stream)
    {
        var reader = new TableFileReader(stream);
        return reader.Read();
    }

    private static void WriteNumbers(BinaryWriter writer, NumberColumn column)
    {
        var values = column.ToNumbers();
        foreach (ref var value in values.AsSpan())
        {
            if (double.IsNaN(value)) value = double.NaN;
        }

        WriteWords(writer, MemoryMarshal.Cast<double, ulong>(values.AsSpan()));
    }

    private static void WriteIntegers(BinaryWriter writer, IntegerColumn column)
    {
        var values = new ulong[column.Count];
        var missing = new ulong[(column.Count + 63) / 64];
        for (var row = 0; row < values.Length; row++)
        {
            if (column.IsMissing(row)) missing[row >> 6] |= 1UL << (row & 63);
            else values[row] = (ulong)column.Values[row];
        }

        WriteWords(writer, values);
        var any = missing.AsSpan().ContainsAnyExcept(0UL);
        writer.Write(any);
        if (any) WriteWords(writer, missing);
    }

    private static void WriteTimes(BinaryWriter writer, TimeColumn column)
    {
        var ticks = new ulong[column.Count];
        for (var row = 0; row < ticks.Length; row++) ticks[row] = (ulong)column.Values[row].Ticks;
        WriteWords(writer, ticks);
    }

    private static void WriteTexts(BinaryWriter writer, TextColumn column)
    {
        var used = new bool[column.Dictionary.Count];
        foreach (var code in column.Codes)
        {
            if (code >= 0) used[code] = true;
        }

        // Two entries of a dictionary may hold one text: they share a place in the file.
        string[] sorted = [.. column.Dictionary.Where((_, i) => used[i]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        writer.Write(sorted.Length);
        foreach (var text in sorted) WriteText(writer, text);
        var places = column.Dictionary.Select(text => Array.BinarySearch(sorted, text, StringComparer.Ordinal)).ToArray();
        var codes = new int[column.Count];
        for (var row = 0; row < codes.Length; row++) codes[row] = column.Codes[row] < 0 ? -1 : places[column.Codes[row]];
        if (!BitConverter.IsLittleEndian) System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(codes, codes);
        writer.Write(MemoryMarshal.AsBytes(codes.AsSpan()));
    }

    private static void WriteWords(BinaryWriter writer, Span<ulong> words)
    {
        if (!BitConverter.IsLittleEndian) System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(words, words);
        writer.Write(MemoryMarshal.AsBytes(words));
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }
}
