using System.Runtime.CompilerServices;

namespace MLOpsBuild.Tables.Scanning;

/// <summary>Reads <c>yyyy-MM-dd HH:mm</c> and <c>yyyy-MM-dd HH:mm:ss</c>, remembering the last day. What is not known here goes to <see cref="FieldParser"/>.</summary>
internal sealed unsafe class ShortTime
{
    private ulong _first;
    private ushort _last;
    private long _day = -1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(byte* text, int length, out DateTime time)
    {
        time = default;
        if (length is not (16 or 19)) return false;
        if ((_first != Unsafe.ReadUnaligned<ulong>(text) || _last != Unsafe.ReadUnaligned<ushort>(text + 8)) && !ReadDay(text)) return false;
        var hour = Pair(text + 11);
        var minute = Pair(text + 14);
        var second = length == 19 ? Pair(text + 17) : 0;
        var marks = text[10] is (byte)' ' or (byte)'T' && text[13] == ':' && (length == 16 || text[16] == ':');
        if (!marks || hour > 23 || minute > 59 || second > 59) return false;
        var ticks = _day + ((hour * 60 + minute) * 60 + second) * TimeSpan.TicksPerSecond;
        time = new DateTime(ticks);
        return ticks != 0;
    }

    private bool ReadDay(byte* text)
    {
        if (!FieldParser.TryTime(new ReadOnlySpan<byte>(text, 10), out var day)) return false;
        _day = day.Ticks;
        _first = Unsafe.ReadUnaligned<ulong>(text);
        _last = Unsafe.ReadUnaligned<ushort>(text + 8);
        return true;
    }

    // Two digits, or more than 99.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Pair(byte* text)
    {
        var tens = (uint)(text[0] - '0');
        var ones = (uint)(text[1] - '0');
        return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
    }
}
