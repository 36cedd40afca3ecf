using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>What counts as a word or phrase, and how.</summary>
internal readonly record struct WordRules(WordSplitting Splitting, WordWeighting Weighting, int LongestPhrase);

/// <summary>The words that have a column, in ascending ordinal order, with their weights where these differ.</summary>
internal sealed class WordMap : ColumnMap
{
    private readonly string[] _words;
    private readonly double[] _weights;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public WordMap(string[] words, double[] weights, WordRules rules)
    {
        (_words, _weights, Rules) = (words, weights, rules);
        foreach (var word in words) _places.Add(word, _places.Count);
    }

    public IReadOnlyList<string> Words => _words;

    /// <summary>A weight a word for <see cref="WordWeighting.TfIdf"/>, none otherwise.</summary>
    public IReadOnlyList<double> Weights => _weights;

    public WordRules Rules { get; }

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
        // The way of splitting is in the upper half, where models of the first way have nothing.
        writer.Byte((byte)((int)Rules.Weighting | (int)Rules.Splitting << 4));
        writer.Integer(Rules.LongestPhrase);
    }

    public static WordMap Read(ModelReader reader, ModelInput input)
    {
        if (!input.IsText()) throw reader.Wrong($"'{input.Name}' is no text and has words");
        var words = reader.AscendingTexts();
        var weights = reader.Numbers();
        var rules = reader.Byte();
        var (splitting, weighting) = ((WordSplitting)(rules >> 4), (WordWeighting)(rules & 15));
        if (!Enum.IsDefined(splitting) || !Enum.IsDefined(weighting)) throw reader.Wrong($"the words of '{input.Name}' are split or weighted in an unknown way");
        if (weights.Length != (weighting == WordWeighting.TfIdf ? words.Length : 0)) throw reader.Wrong($"the weights of '{input.Name}' do not fit");
        return new WordMap(words, weights, new WordRules(splitting, weighting, reader.Integer(1, 5)));
    }

    // The words of one text that have a column, by column, with their numbers.
    private (int Word, double Value)[] Count(string text)
    {
        var counts = new SortedDictionary<int, double>();
        foreach (var word in Transforms.Words.Of(text, Rules.Splitting, Rules.LongestPhrase))
        {
            if (_places.TryGetValue(word, out var place)) counts[place] = Rules.Weighting == WordWeighting.Presence ? 1 : counts.GetValueOrDefault(place) + 1;
        }

        if (Rules.Weighting != WordWeighting.TfIdf) return [.. counts.Select(c => (c.Key, c.Value))];
        (int Word, double Value)[] weighted = [.. counts.Select(c => (c.Key, c.Value * _weights[c.Key]))];
        var norm = Math.Sqrt(weighted.Sum(w => w.Value * w.Value));
        return norm > 0 ? [.. weighted.Select(w => (w.Word, w.Value / norm))] : [];
    }
}
