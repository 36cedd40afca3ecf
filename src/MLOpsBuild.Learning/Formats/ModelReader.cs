using System.Buffers.Binary;
using System.Text;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Formats;

/// <summary>Reads what <see cref="ModelWriter"/> wrote, and trusts none of it: every count is held against the bytes that are left.</summary>
/// <remarks>Every method throws <see cref="InvalidDataException"/>, with the position, when the bytes are cut off or out of range.</remarks>
public sealed class ModelReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private readonly byte[] _bytes;
    private readonly Func<byte[], ITrainedModel>? _nested;
    private int _at;

    /// <summary>Reads bytes; <paramref name="nested"/> reads the models within, where there can be some.</summary>
    internal ModelReader(byte[] bytes, Func<byte[], ITrainedModel>? nested = null)
    {
        _bytes = bytes;
        _nested = nested;
    }

    private int Left => _bytes.Length - _at;

    /// <summary>One byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>A byte that is 0 or 1.</summary>
    public bool Flag()
    {
        var value = Byte();
        return value <= 1 ? value == 1 : throw Wrong($"a flag is {value}, not 0 or 1");
    }

    /// <summary>A signed 32-bit integer from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int Integer(int least, int most)
    {
        var value = BinaryPrimitives.ReadInt32LittleEndian(Take(4));
        return value >= least && value <= most ? value : throw Wrong($"an integer is {value}, not from {least} to {most}");
    }

    /// <summary>A finite double.</summary>
    public double Number()
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(Take(8));
        return double.IsFinite(value) ? value : throw Wrong($"a number is {value}");
    }

    /// <summary>A count of items of at least <paramref name="itemBytes"/> bytes each.</summary>
    public int Count(int itemBytes) => Integer(0, Left < 4 ? 0 : (Left - 4) / Math.Max(1, itemBytes));

    /// <summary>A count and so many finite doubles.</summary>
    public double[] Numbers()
    {
        var values = new double[Count(8)];
        for (var i = 0; i < values.Length; i++) values[i] = Number();
        return values;
    }

    /// <summary>So many finite doubles, after a count that must be that.</summary>
    public double[] Numbers(int count)
    {
        var values = Numbers();
        return values.Length == count ? values : throw Wrong($"there are {values.Length} numbers, not {count}");
    }

    /// <summary>A text of valid UTF-8.</summary>
    public string Text()
    {
        var bytes = Take(Count(1));
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Wrong("a text is not UTF-8");
        }
    }

    /// <summary>A count and so many bytes.</summary>
    public ReadOnlySpan<byte> Bytes() => Take(Count(1));

    /// <summary>A count and so many texts, in any order.</summary>
    public string[] Texts()
    {
        var texts = new string[Count(4)];
        for (var i = 0; i < texts.Length; i++) texts[i] = Text();
        return texts;
    }

    /// <summary>A count and so many texts in strictly ascending ordinal order.</summary>
    public string[] AscendingTexts()
    {
        var texts = new string[Count(4)];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Text();
            if (i > 0 && string.CompareOrdinal(texts[i - 1], texts[i]) >= 0) throw Wrong($"'{texts[i]}' follows '{texts[i - 1]}'");
        }

        return texts;
    }

    /// <summary>A whole model within this one, of any format that the registry knows which reads this one.</summary>
    public ITrainedModel Model()
    {
        var bytes = Take(Count(1)).ToArray();
        return _nested is null ? throw Wrong("a model stands where none can be") : _nested(bytes);
    }

    /// <summary>A model's inputs; their names are unique and their types can be features.</summary>
    public ModelInput[] Inputs()
    {
        var inputs = InputsOfAnyType();
        foreach (var input in inputs)
        {
            if (input.Type == ColumnType.Time) throw Wrong($"input '{input.Name}' is a time, which only a transform can take");
        }

        return inputs;
    }

    /// <summary>The inputs of a chain of transforms; their names are unique, and they may be times.</summary>
    public ModelInput[] InputsOfAnyType()
    {
        var inputs = new ModelInput[Count(5)];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = Input();
            if (!names.Add(inputs[i].Name)) throw Wrong($"two inputs are named '{inputs[i].Name}'");
        }

        return inputs;
    }

    /// <summary>One input of any type.</summary>
    internal ModelInput Input()
    {
        var input = new ModelInput(Text(), (ColumnType)Byte());
        if (input.Name.Length == 0) throw Wrong("an input has no name");
        return Enum.IsDefined(input.Type) ? input : throw Wrong($"input '{input.Name}' has no known type");
    }

    /// <summary>The learning task.</summary>
    public LearningTask Task()
    {
        var value = (LearningTask)Byte();
        return Enum.IsDefined(value) ? value : throw Wrong($"a task is {(int)value}, which none has");
    }

    /// <summary>The error of bytes that mean nothing, for throwing.</summary>
    /// <param name="what">What was found and what was allowed.</param>
    public InvalidDataException Wrong(string what) => new($"The bytes are no model: {what} (before byte {_at} of {_bytes.Length}).");

    /// <summary>Refuses bytes behind the end.</summary>
    internal void End()
    {
        if (Left != 0) throw Wrong($"{Left} bytes follow its end");
    }

    /// <summary>Reads what comes before the model itself and returns the format's name.</summary>
    internal string Header()
    {
        if (Left < ModelWriter.Magic.Length || Encoding.ASCII.GetString(Take(ModelWriter.Magic.Length)) != ModelWriter.Magic)
        {
            throw Wrong($"they do not begin with {ModelWriter.Magic}");
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(Take(2));
        return version == ModelWriter.Version ? Text() : throw Wrong($"their version is {version}; this program reads {ModelWriter.Version}");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Left) throw Wrong($"they are cut off: {count} more were expected, {Left} are left");
        var taken = _bytes.AsSpan(_at, count);
        _at += count;
        return taken;
    }
}
