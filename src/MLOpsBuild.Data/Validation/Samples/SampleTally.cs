using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Samples;

/// <summary>Draws the rows with the least lots: a uniform sample without replacement that does not depend on how the rows are cut into batches.</summary>
/// <remarks>A bottom-k sample (Cohen and Kaplan, "Summarizing data using bottom-k sketches", 2007), whose lots are hashes of the rows' numbers.</remarks>
internal sealed class SampleTally : IHolding
{
    /// <summary>The most values that are held.</summary>
    public const int MostCells = 1 << 21;

    private const int Least = 256;
    private readonly IReadOnlyList<string> _names;
    private readonly List<ulong> _lots = [];
    private readonly List<long> _rows = [];
    private readonly List<long>[] _words;
    private ColumnType[] _types = [];
    private int _most;
    private ulong _limit = ulong.MaxValue;
    private long _seen;
    private Batch? _only;

    /// <param name="names">The columns.</param>
    /// <param name="most">The most rows.</param>
    /// <param name="only">The one batch that is taken when asked for.</param>
    public SampleTally(IReadOnlyList<string> names, int most, Batch? only = null)
    {
        (_names, _only) = (names, only);
        _most = Math.Max(Least, Math.Min(most, MostCells / Math.Max(1, names.Count)));
        _words = [.. names.Select(_ => new List<long>())];
    }

    /// <summary>True when other measures left no room for a sample.</summary>
    public bool IsOverLimit { get { Open(); return field; } private set; }

    /// <inheritdoc/>
    public long Held { get { Open(); return _lots.Count * 8L * (2 + _names.Count); } }

    /// <inheritdoc/>
    public long Spare => Held > Least * 8L * (2 + _names.Count) ? Held : 0;

    /// <inheritdoc/>
    public void Shrink()
    {
        if (_most / 2 >= Least) _most /= 2;
        else (_most, IsOverLimit) = (0, true);
        Drop();
        foreach (var words in _words) words.TrimExcess();
    }

    /// <summary>Takes in the rows that follow.</summary>
    public void Take(SampleTally next)
    {
        Open();
        if (next._only is { } batch) Add(batch);
    }

    /// <summary>Takes in a batch.</summary>
    public void Add(Batch batch)
    {
        if (_types.Length == 0) _types = [.. _names.Select(n => batch[n].Type)];
        _seen += batch.Count;
        var drawn = new List<int>();
        for (var row = 0; row < batch.Count; row++)
        {
            var lot = RowSample.Lot(batch.FirstRow + row);
            if (lot > _limit) continue;
            drawn.Add(row);
            _lots.Add(lot);
            _rows.Add(batch.FirstRow + row);
        }

        for (var i = 0; i < _words.Length; i++) Append(batch[_names[i]], drawn, _words[i]);
        if (_lots.Count > 2 * _most) Drop();
    }

    /// <summary>The rows that were drawn.</summary>
    public RowSample Build()
    {
        Open();
        Drop();
        int[] order = [.. Enumerable.Range(0, _rows.Count).OrderBy(i => _rows[i])];
        var columns = new Dictionary<string, SampledColumn>(StringComparer.Ordinal);
        for (var i = 0; i < _types.Length; i++)
        {
            var words = _words[i];
            columns[_names[i]] = new SampledColumn(_names[i], _types[i], Array.ConvertAll(order, o => words[o]));
        }

        return new RowSample(_seen, Array.ConvertAll(order, o => _rows[o]), columns);
    }

    private void Open()
    {
        if (_only is not { } batch) return;
        _only = null;
        Add(batch);
    }

    /// <summary>Lets go what has too great a lot.</summary>
    private void Drop()
    {
        if (_lots.Count <= _most) return;
        var sorted = _lots.ToArray();
        Array.Sort(sorted);
        _limit = _most == 0 ? 0 : sorted[_most - 1];
        var kept = 0;
        for (var i = 0; i < _lots.Count; i++)
        {
            if (_most == 0 || _lots[i] > _limit) continue;
            (_lots[kept], _rows[kept]) = (_lots[i], _rows[i]);
            foreach (var words in _words) words[kept] = words[i];
            kept++;
        }

        _lots.RemoveRange(kept, _lots.Count - kept);
        _rows.RemoveRange(kept, _rows.Count - kept);
        foreach (var words in _words) words.RemoveRange(kept, words.Count - kept);
    }

    private static void Append(Column column, List<int> rows, List<long> words)
    {
        foreach (var row in rows)
        {
            words.Add(column.IsMissing(row) ? SampledColumn.Missing : column switch
            {
                TextColumn texts => Word(texts.Dictionary[texts.Codes[row]]),
                IntegerColumn integers => BitConverter.DoubleToInt64Bits(integers.Values[row]),
                NumberColumn numbers => BitConverter.DoubleToInt64Bits(numbers.Values[row] + 0.0),
                _ => BitConverter.DoubleToInt64Bits(((TimeColumn)column).Values[row].Ticks),
            });
        }
    }

    private static long Word(string text) => (long)StableHash.Of(text) is var word && word == SampledColumn.Missing ? 0 : word;
}
