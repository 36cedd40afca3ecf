using System.Buffers.Binary;
using System.Text;

namespace MLOpsBuild.Learning.Onnx.Wire;

/// <summary>Reads the fields of one protocol buffer message, and trusts none of its lengths.</summary>
/// <remarks>Every method throws <see cref="InvalidDataException"/> when the bytes are cut off or of a kind that was not expected.</remarks>
internal ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    private const int HighestField = (1 << 29) - 1;

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;
    private WireType _type;

    /// <summary>The number of the field that <see cref="Next"/> went to.</summary>
    public int Field { get; private set; }

    /// <summary>Goes to the next field; false at the end.</summary>
    public bool Next()
    {
        if (_at == _bytes.Length) return false;
        var key = Varint();
        if (key >> 3 is 0 or > HighestField) throw Wrong($"a field has the number {key >> 3}");
        Field = (int)(key >> 3);
        _type = (WireType)(key & 7);
        return true;
    }

    /// <summary>Goes past the value of a field that means nothing here.</summary>
    public void Skip()
    {
        switch (_type)
        {
            case WireType.Varint: Varint(); break;
            case WireType.Fixed64: Take(8); break;
            case WireType.Counted: Take(Varint()); break;
            case WireType.Fixed32: Take(4); break;
            default: throw Wrong($"field {Field} has the unknown layout {(int)_type}");
        }
    }

    public long Integer()
    {
        Expect(WireType.Varint);
        return (long)Varint();
    }

    public float Single()
    {
        Expect(WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(4));
    }

    public ReadOnlySpan<byte> Bytes()
    {
        Expect(WireType.Counted);
        return Take(Varint());
    }

    public string Text()
    {
        try
        {
            return StrictUtf8.GetString(Bytes());
        }
        catch (DecoderFallbackException)
        {
            throw Wrong($"field {Field} is not UTF-8");
        }
    }

    /// <summary>Appends the value of a repeated integer, which stands alone or with others in one field.</summary>
    public void AddIntegers(List<long> values)
    {
        if (_type != WireType.Counted)
        {
            values.Add(Integer());
            return;
        }

        var inner = new ProtoReader(Bytes());
        while (inner._at < inner._bytes.Length) values.Add((long)inner.Varint());
    }

    /// <summary>Appends the value of a repeated single-precision number, which stands alone or with others in one field.</summary>
    public void AddSingles(List<float> values)
    {
        if (_type != WireType.Counted)
        {
            values.Add(Single());
            return;
        }

        var packed = Whole(4);
        for (var i = 0; i < packed.Length; i += 4) values.Add(BinaryPrimitives.ReadSingleLittleEndian(packed[i..]));
    }

    /// <summary>Appends the value of a repeated double, which stands alone or with others in one field.</summary>
    public void AddDoubles(List<double> values)
    {
        if (_type == WireType.Fixed64)
        {
            values.Add(BinaryPrimitives.ReadDoubleLittleEndian(Take(8)));
            return;
        }

        var packed = Whole(8);
        for (var i = 0; i < packed.Length; i += 8) values.Add(BinaryPrimitives.ReadDoubleLittleEndian(packed[i..]));
    }

    private readonly InvalidDataException Wrong(string what) => new($"The bytes are no ONNX model: {what} (before byte {_at} of {_bytes.Length} of a message).");

    private ReadOnlySpan<byte> Whole(int size)
    {
        var packed = Bytes();
        return packed.Length % size == 0 ? packed : throw Wrong($"field {Field} has {packed.Length} bytes, which are no whole number of values");
    }

    private readonly void Expect(WireType type)
    {
        if (_type != type) throw Wrong($"field {Field} has the layout {(int)_type}, not {(int)type}");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_bytes.Length - _at)) throw Wrong($"they are cut off: {count} more were expected, {_bytes.Length - _at} are left");
        var taken = _bytes.Slice(_at, (int)count);
        _at += (int)count;
        return taken;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_at == _bytes.Length) throw Wrong("they are cut off within an integer");
            var next = _bytes[_at++];
            if (shift == 63 && next > 1) throw Wrong("an integer has more than 64 bits");
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw Wrong("an integer has more than 64 bits");
    }
}
