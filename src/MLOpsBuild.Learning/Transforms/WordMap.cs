using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>The words that have a column, in ascending ordinal order, with their weights where these differ.</summary>
internal sealed class WordMap : ColumnMap
{
    private readonly string[] _words;
    private readonly double[] _weights;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public WordMap(string[] words, double[] weights, WordWeighting weighting, int longestPhrase)
    {
        (_words, _weights, Weighting, LongestPhrase) = (words, weights, weighting, longestPhrase);
        foreach (var word in words) _places.Add(word, _places.Count);
    }

    public IReadOnlyList<string> Words => _words;

    public WordWeighting Weighting { get; }

    public int LongestPhrase { get; }

    public override IEnumerable<ModelInput> Outputs(ModelInput input) => _words.Select(word => new ModelInput($"{input.Name}:{word}", ColumnType.Number));

    public override IEnumerable<Column> Apply(Table rows, ModelInput input)
    {
        var column = Inputs.Texts(rows, input);
        var values = Array.ConvertAll(_words, _ => new double[column.Count]);
        var found = TextCounts.Map(column, Count, []);
        for (var row = 0; row < column.Count; row++)
        {
            foreach (var (word, value) in found[row]) values[word][row] = value;
        }

        return _words.Select((word, i) => new NumberColumn($"{input.Name}:{word}", values[i]));
    }

    public override void Write(ModelWriter writer)
    {
        writer.Texts(_words);
        writer.Numbers(_weights);
        writer.Byte((byte)Weighting);
        writer.Integer(LongestPhrase);
    }

    public static WordMap Read(ModelReader reader, ModelInput input)
    {
        if (!input.IsText()) throw reader.Wrong($"'{input.Name}' is no text and has words");
        var words = reader.AscendingTexts();
        var weights = reader.Numbers();
        var weighting = (WordWeighting)reader.Byte();
        if (!Enum.IsDefined(weighting) || weights.Length != (weighting == WordWeighting.TfIdf ? words.Length : 0)) throw reader.Wrong($"the weights of '{input.Name}' do not fit");
        return new WordMap(words, weights, weighting, reader.Integer(1, 5));
    }

    // The words of one text that have a column, by column, with their numbers.
    private (int Word, double Value)[] Count(string text)
    {
        var counts = new SortedDictionary<int, double>();
        foreach (var word in Transforms.Words.Of(text, LongestPhrase))
        {
            if (_places.TryGetValue(word, out var place)) counts[place] = Weighting == WordWeighting.Presence ? 1 : counts.GetValueOrDefault(place) + 1;
        }

        if (Weighting != WordWeighting.TfIdf) return [.. counts.Select(c => (c.Key, c.Value))];
        (int Word, double Value)[] weighted = [.. counts.Select(c => (c.Key, c.Value * _weights[c.Key]))];
        var norm = Math.Sqrt(weighted.Sum(w => w.Value * w.Value));
        return norm > 0 ? [.. weighted.Select(w => (w.Word, w.Value / norm))] : [];
    }
}
