namespace MLOpsBuild.Tables;

/// <summary>A column of texts, each stored once in a dictionary; code −1 is a missing value.</summary>
public sealed class TextColumn : Column
{
    private readonly int[] _codes;
    private readonly string[] _dictionary;

    /// <summary>Takes the arrays over. Every code is −1 or an index into <paramref name="dictionary"/>.</summary>
    public TextColumn(string name, int[] codes, string[] dictionary)
        : base(name, codes.Length)
    {
        _codes = codes;
        _dictionary = dictionary;
    }

    /// <summary>Encodes texts in order of first appearance; null is missing.</summary>
    public static TextColumn Of(string name, IReadOnlyList<string?> values)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new int[values.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            var value = values[i];
            if (value is null) codes[i] = -1;
            else if (known.TryGetValue(value, out var code)) codes[i] = code;
            else known.Add(value, codes[i] = known.Count);
        }

        return new TextColumn(name, codes, [.. known.Keys]);
    }

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Text;

    /// <summary>One code a row: an index into <see cref="Dictionary"/>, or −1 for missing.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>The distinct texts. Its order is that of first appearance and carries no meaning: never let it reach an output.</summary>
    public IReadOnlyList<string> Dictionary => _dictionary;

    /// <inheritdoc/>
    public override Cell this[int row] => Cell.Of(TextAt(row));

    /// <summary>The text at a row; null when missing.</summary>
    public string? TextAt(int row) => _codes[row] < 0 ? null : _dictionary[_codes[row]];

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _codes[row] < 0;

    /// <summary>The same texts with a dictionary of those that occur.</summary>
    internal TextColumn Compact()
    {
        var places = new int[_dictionary.Length];
        var texts = new List<string>();
        var codes = new int[_codes.Length];
        for (var row = 0; row < codes.Length; row++)
        {
            var code = _codes[row];
            if (code >= 0 && places[code] == 0)
            {
                texts.Add(_dictionary[code]);
                places[code] = texts.Count;
            }

            codes[row] = code < 0 ? -1 : places[code] - 1;
        }

        return new TextColumn(Name, codes, [.. texts]);
    }

    /// <inheritdoc/>
    public override Column Rename(string name) => new TextColumn(name, _codes, _dictionary);

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows)
    {
        var taken = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++) taken[i] = _codes[rows[i]];
        return new TextColumn(Name, taken, _dictionary);
    }
}
