using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>How often known words and phrases stand in each row.</summary>
internal sealed class WordCounts
{
    private const int MostWords = 1_000_000;
    private const int LongestPhrase = 100;

    private readonly Dictionary<string, int>[] _places;
    private readonly int _width;
    private readonly int _skips;
    private readonly bool _isTexts;

    private WordCounts(Settings settings)
    {
        var texts = settings.Texts("pool_strings");
        var integers = settings.Integers("pool_int64s");
        if (texts is null == integers is null) throw settings.Wrong("has not one of pool_strings and pool_int64s");
        _isTexts = texts is not null;
        var pool = texts ?? Array.ConvertAll(integers!, i => Key(i));
        var (least, most) = (Within(settings, "min_gram_length", 1, LongestPhrase), Within(settings, "max_gram_length", 1, LongestPhrase));
        _skips = Within(settings, "max_skip_count", 0, LongestPhrase);
        var starts = settings.Integers("ngram_counts") ?? [];
        var columns = settings.Integers("ngram_indexes") ?? [];
        if (most < least || starts.Length < most || columns.Length == 0 || columns.Length > MostWords || columns.Any(c => c is < 0 or > MostWords)) throw settings.Wrong("has lengths, counts or indexes that do not fit its words");
        _width = (int)columns.Max() + 1;
        _places = [.. Enumerable.Range(1, most).Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
        var next = 0;
        for (var length = 1; length <= starts.Length; length++)
        {
            var (from, to) = (starts[length - 1], length < starts.Length ? starts[length] : pool.Length);
            if (from < 0 || to < from || to > pool.Length || (to - from) % length != 0 || next + (to - from) / length > columns.Length) throw settings.Wrong($"has words of length {length} from {from} to {to} of {pool.Length}");
            for (var at = (int)from; at < to; at += length, next++)
            {
                if (length >= least && length <= most && !_places[length - 1].TryAdd(Joined(pool.Skip(at).Take(length)), (int)columns[next])) throw settings.Wrong("has a phrase twice");
            }
        }

        if (next != columns.Length) throw settings.Wrong($"has {next} phrases and {columns.Length} ngram_indexes");
    }

    public static Operation Create(Settings settings)
    {
        var mode = settings.Choice("mode", "", "TF", "IDF", "TFIDF");
        var counts = new WordCounts(settings);
        var weights = settings.Numbers("weights");
        if (weights is not null && weights.Length != (settings.Integers("ngram_indexes")?.Length ?? 0)) throw settings.Wrong($"has {weights.Length} weights");
        // Weights stand in the order of the phrases; a column has that of its phrase.
        var byColumn = new double[counts._width];
        Array.Fill(byColumn, 1);
        var columns = settings.Integers("ngram_indexes")!;
        for (var i = 0; i < (weights?.Length ?? 0); i++) byColumn[columns[i]] = weights![i];
        return inputs => [counts.Run(Shapes.Any(inputs, 0), mode switch
        {
            "TF" => (count, _) => count,
            "IDF" => (count, column) => count > 0 ? byColumn[column] : 0,
            _ => (count, column) => count * byColumn[column],
        })];
    }

    private OnnxTensor Run(OnnxTensor x, Func<double, int, double> weigh)
    {
        if (x.Type == ElementType.Text != _isTexts) throw Shapes.Wrong("words are counted among numbers, or the other way round");
        var (rows, words) = Shapes.Matrix(x);
        var all = new double[Shapes.Count([rows, _width])];
        for (var row = 0; row < rows; row++)
        {
            string[] of = [.. Enumerable.Range(row * words, words).Select(i => _isTexts ? x.Texts[i] : Key((long)x.Numbers[i]))];
            for (var length = 1; length <= _places.Length; length++) Count(of, length, all.AsSpan(row * _width, _width));
        }

        for (var i = 0; i < all.Length; i++) all[i] = Elementwise.Rounded(weigh(all[i], i % _width), ElementType.Single);
        return OnnxTensor.Of(ElementType.Single, x.Dims.Length == 1 ? [_width] : [rows, _width], all);
    }

    // Phrases may leave out as many words between each two as may be skipped; a single word has no such gap.
    private void Count(string[] words, int length, Span<double> counts)
    {
        if (_places[length - 1].Count == 0) return;
        for (var gap = 1; gap <= (length == 1 ? 1 : _skips + 1); gap++)
        {
            for (var first = 0; first + (length - 1) * gap < words.Length; first++)
            {
                if (_places[length - 1].TryGetValue(Joined(Enumerable.Range(0, length).Select(w => words[first + w * gap])), out var place)) counts[place]++;
            }
        }
    }

    // With the length of each word before it, different phrases stay different.
    private static string Joined(IEnumerable<string> words) => string.Concat(words.Select(w => $"{w.Length}:{w}"));

    private static string Key(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static int Within(Settings settings, string name, int least, int most)
    {
        var value = settings.Integer(name, least);
        return value >= least && value <= most ? (int)value : throw settings.Wrong($"has {name} {value}, not {least} to {most}");
    }
}
