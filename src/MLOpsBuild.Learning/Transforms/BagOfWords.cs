namespace MLOpsBuild.Learning.Transforms;

/// <summary>What a word's number in a row is.</summary>
public enum WordWeighting
{
    /// <summary>How often it occurs.</summary>
    Count,

    /// <summary>1 when it occurs, otherwise 0.</summary>
    Presence,

    /// <summary>How often it occurs times ln((1 + rows) / (1 + rows with it)) + 1, the row's numbers then scaled to a sum of squares of 1.</summary>
    TfIdf,
}

/// <summary>What the words of a text are.</summary>
public enum WordSplitting
{
    /// <summary>
    /// The longest runs of letters, decimal digits and underscores of at least two characters, in lower case by the invariant culture: what scikit-learn takes for words, but for
    /// numerals that are no decimal digits. ONNX has no operator for them.
    /// </summary>
    LettersAndDigits,

    /// <summary>What stands between spaces, tabs and ends of lines, as it is written: <c>Late,</c> is another word than <c>late</c>. A model of such words can be exported to ONNX.</summary>
    Blanks,
}

/// <summary>Replaces a text by a column for each word of the training rows, named <c>text:word</c>, in ordinal order.</summary>
/// <remarks>
/// What a word is says <see cref="Splitting"/>. Phrases are neighbouring words joined by one space. A missing text has no words; words that no training row has are left out.
/// </remarks>
public sealed class BagOfWords : ITransform
{
    /// <summary>The transform's name.</summary>
    public const string FormatName = "bag-of-words";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The columns; null for all texts. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>What a word's number is. Default: its count.</summary>
    public WordWeighting Weighting { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Weighting), value, "There is no such weighting."); }

    /// <summary>What the words of a text are. Default: runs of letters and digits, in lower case.</summary>
    public WordSplitting Splitting { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Splitting), value, "There is no such way to split."); }

    /// <summary>Phrases of up to so many words count too, 1 to 5. Default 1: only words.</summary>
    public int LongestPhrase { get; init => field = Check.Within(value, 1, 5, nameof(LongestPhrase)); } = 1;

    /// <summary>Words in fewer training rows are left out, at least 1. Default 1.</summary>
    public int LeastRows { get; init => field = Check.Within(value, 1, int.MaxValue, nameof(LeastRows)); } = 1;

    /// <summary>At most so many words have a column, 1 to 100 000: those that occur most often, ordinal among equals. Default 1000.</summary>
    public int MostWords { get; init => field = Check.Within(value, 1, 100_000, nameof(MostWords)); } = 1000;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or is no text, or has no word.</exception>
    public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) =>
        FittedColumns.Fit(Name, set, ColumnChoice.Texts(set, Columns), input => Fit(set, input));

    private WordMap Fit(TrainingSet set, ModelInput input)
    {
        var column = Inputs.Texts(set.Features, input);
        var words = new Dictionary<string, (int Rows, long Times)>(StringComparer.Ordinal);
        foreach (var (text, rows) in TextCounts.Of(column))
        {
            foreach (var group in Words.Of(text, Splitting, LongestPhrase).GroupBy(w => w, StringComparer.Ordinal))
            {
                var known = words.GetValueOrDefault(group.Key);
                words[group.Key] = (known.Rows + rows, known.Times + (long)rows * group.Count());
            }
        }

        var kept = words.Where(w => w.Value.Rows >= LeastRows)
            .OrderByDescending(w => w.Value.Times).ThenBy(w => w.Key, StringComparer.Ordinal).Take(MostWords).OrderBy(w => w.Key, StringComparer.Ordinal).ToArray();
        if (kept.Length == 0) throw new ArgumentException($"Column '{input.Name}' has no words in the training rows; leave it out.", nameof(set));
        return new WordMap(
            [.. kept.Select(w => w.Key)],
            Weighting == WordWeighting.TfIdf ? [.. kept.Select(w => Numerics.ReproducibleMath.Log((1.0 + column.Count) / (1 + w.Value.Rows)) + 1)] : [],
            new WordRules(Splitting, Weighting, LongestPhrase));
    }
}
