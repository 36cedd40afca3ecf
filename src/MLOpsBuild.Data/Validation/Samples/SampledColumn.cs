using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Samples;

/// <summary>A column's values in a sample. Texts are told apart by 64-bit hashes, so that a sample has a fixed size.</summary>
internal sealed class SampledColumn
{
    /// <summary>What stands for a missing value: no hash of a text and no number has these bits but NaN.</summary>
    public const long Missing = unchecked((long)0xFFF8_0000_0000_0000UL);

    private readonly long[] _words;

    public SampledColumn(string name, ColumnType type, long[] words)
    {
        (Name, Type, _words) = (name, type, words);
        IsText = type == ColumnType.Text;
        Numbers = IsText ? [] : Array.ConvertAll(words, BitConverter.Int64BitsToDouble);
        Codes = new int[words.Length];
        var known = new Dictionary<long, int>();
        var values = new List<long>();
        for (var i = 0; i < words.Length; i++)
        {
            Codes[i] = words[i] == Missing ? -1 : known.TryGetValue(words[i], out var code) ? code : known[words[i]] = values.Count;
            if (Codes[i] == values.Count) values.Add(words[i]);
        }

        Values = values;
    }

    public string Name { get; }

    public ColumnType Type { get; }

    public bool IsText { get; }

    /// <summary>Numbers, or the ticks of times; NaN is missing. Empty for texts.</summary>
    public double[] Numbers { get; }

    /// <summary>For each row the place of its value among <see cref="Values"/>; −1 for a missing one.</summary>
    public int[] Codes { get; }

    /// <summary>The bits of the distinct values in the order of their appearance.</summary>
    public IReadOnlyList<long> Values { get; }

    /// <summary>Only some rows.</summary>
    public SampledColumn Take(int[] places) => new(Name, Type, Array.ConvertAll(places, p => _words[p]));
}
