using System.Runtime.CompilerServices;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>128-bit hashes of several columns' values, row by row: equal for equal values on every machine.</summary>
/// <remarks>
/// Each word is mixed by folding a 128-bit product (as wyhash does; Wang Yi, 2019). Among a thousand million different rows a pair with one hash is to be
/// expected once in 10²⁰ tries. Not against somebody who searches for collisions: they could only make a row look repeated.
/// </remarks>
internal static class RowKeys
{
    // A NaN of our own making for missing: no number, time or text has these bits, and hardly an integer.
    private const ulong Missing = 0x7FF8_DEAD_DEAD_DEADUL;
    private const ulong SeedA = 0xA0761D6478BD642FUL;
    private const ulong SeedB = 0xE7037ED1A0B428DBUL;
    private const ulong FactorA = 0x8EBC6AF09C88C6E3UL;
    private const ulong FactorB = 0x589965CC75374CC3UL;

    /// <summary>Hashes rows. With <paramref name="skipMissing"/> a row with a missing value has the hash (0, 0), which no other has.</summary>
    public static (ulong[] A, ulong[] B) Of(Batch batch, IReadOnlyList<string> columns, bool skipMissing = false)
    {
        var a = new ulong[batch.Count];
        var b = new ulong[batch.Count];
        a.AsSpan().Fill(SeedA);
        b.AsSpan().Fill(SeedB);
        foreach (var name in columns) Add(batch, batch[name], a, b);
        for (var row = 0; row < a.Length; row++) b[row] |= a[row] == 0 && b[row] == 0 ? 1UL : 0;
        if (skipMissing)
        {
            foreach (var name in columns) Skip(batch, batch[name], a, b);
        }

        return (a, b);
    }

    /// <summary>The hash of one text.</summary>
    public static (ulong A, ulong B) Of(string text)
    {
        var (a, b) = (SeedA ^ (ulong)text.Length, SeedB);
        foreach (var c in text) (a, b) = (Fold(a ^ c, FactorA), Fold(b ^ c ^ SeedA, FactorB));
        return (a, b);
    }

    private static void Skip(Batch batch, Column column, ulong[] a, ulong[] b)
    {
        if (batch.Missing(column) == 0) return;
        for (var row = 0; row < a.Length; row++)
        {
            if (column.IsMissing(row)) a[row] = b[row] = 0;
        }
    }

    private static void Add(Batch batch, Column column, ulong[] a, ulong[] b)
    {
        switch (column)
        {
            case IntegerColumn integers:
                var whole = integers.Values;
                var none = batch.Missing(column) == 0;
                for (var row = 0; row < a.Length; row++) Mix(ref a[row], ref b[row], none || !integers.IsMissing(row) ? (ulong)whole[row] : Missing);
                break;
            case NumberColumn numbers:
                var values = numbers.Values;
                for (var row = 0; row < a.Length; row++) Mix(ref a[row], ref b[row], double.IsNaN(values[row]) ? Missing : BitConverter.DoubleToUInt64Bits(values[row] + 0.0));
                break;
            case TimeColumn times:
                var ticks = times.Values;
                for (var row = 0; row < a.Length; row++) Mix(ref a[row], ref b[row], ticks[row].Ticks == 0 ? Missing : (ulong)ticks[row].Ticks);
                break;
            case TextColumn texts:
                Add(texts, batch.Once<(ulong A, ulong B)[]>(texts, () => Hashes(texts)), a, b);
                break;
        }
    }

    private static void Add(TextColumn texts, (ulong A, ulong B)[] hashes, ulong[] a, ulong[] b)
    {
        var codes = texts.Codes;
        for (var row = 0; row < a.Length; row++)
        {
            var code = codes[row];
            var (wordA, wordB) = code < 0 ? (Missing, Missing) : hashes[code];
            a[row] = Fold(a[row] ^ wordA, FactorA);
            b[row] = Fold(b[row] ^ wordB ^ SeedA, FactorB);
        }
    }

    private static (ulong A, ulong B)[] Hashes(TextColumn texts)
    {
        var hashes = new (ulong, ulong)[texts.Dictionary.Count];
        for (var code = 0; code < hashes.Length; code++) hashes[code] = Of(texts.Dictionary[code]);
        return hashes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref ulong a, ref ulong b, ulong word)
    {
        a = Fold(a ^ word, FactorA);
        b = Fold(b ^ word ^ SeedA, FactorB);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong x, ulong factor)
    {
        var high = Math.BigMul(x, factor, out var low);
        return high ^ low;
    }
}
