namespace MLOpsBuild.Data.Differences;

/// <summary>One part of the keys: remembers the earlier rows, matches the later ones with them, and looks back for what was not matched.</summary>
internal sealed class RowPass(RowDifferenceOptions options, ulong passes, ulong pass, Action<RowChange> found)
{
    private readonly Dictionary<(ulong A, ulong B, int Nth), Known> _known = [];
    private readonly Dictionary<(ulong A, ulong B), int> _seen = [];
    private long _same;
    private long _added;
    private long _removed;
    private long _changed;
    private long _repeated;

    /// <summary>True when earlier rows are gone or changed, so that their values must be read again.</summary>
    public bool MustLookBack => _known.Count > _same;

    public RowCounts AddTo(RowCounts counts) => new(counts.Same + _same, counts.Added + _added, counts.Removed + _removed, counts.Changed + _changed, counts.RepeatedKeys + _repeated);

    /// <summary>Begins to count how often a key was seen on the next side.</summary>
    public void StartOver() => _seen.Clear();

    public void Remember(HashedBatch batch)
    {
        foreach (var (row, key) in Mine(batch, counts: true)) _known.Add(key, new Known(batch.Rows.A[row], batch.Rows.B[row]));
    }

    public void Match(HashedBatch batch)
    {
        foreach (var (row, key) in Mine(batch, counts: true))
        {
            if (!_known.TryGetValue(key, out var known))
            {
                _added++;
                found(new RowChange(ChangeKind.Added, null, Values(batch, row), Place(batch, row)));
            }
            else if (known.A == batch.Rows.A[row] && known.B == batch.Rows.B[row])
            {
                _same++;
                _known[key] = known with { IsMatched = true };
            }
            else
            {
                _changed++;
                // Only rows that did change are kept with their values.
                _known[key] = known with { After = Values(batch, row), Place = Place(batch, row) };
            }
        }
    }

    public void LookBack(HashedBatch batch)
    {
        foreach (var (row, key) in Mine(batch, counts: false))
        {
            var known = _known[key];
            if (known.IsMatched) continue;
            if (known.After is { } after)
            {
                found(new RowChange(ChangeKind.Changed, Values(batch, row), after, known.Place!));
                continue;
            }

            _removed++;
            found(new RowChange(ChangeKind.Removed, Values(batch, row), null, Place(batch, row)));
        }
    }

    private IEnumerable<(int Row, (ulong A, ulong B, int Nth) Key)> Mine(HashedBatch batch, bool counts)
    {
        for (var row = 0; row < batch.Keys.A.Length; row++)
        {
            var (a, b) = (batch.Keys.A[row], batch.Keys.B[row]);
            if (b % passes != pass) continue;
            ref var nth = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_seen, (a, b), out var isKnown);
            var place = nth++;
            if (isKnown && counts && options.Key.Count > 0) _repeated++;
            yield return (row, (a, b, place));
        }
    }

    private string?[] Values(HashedBatch batch, int row) => [.. options.Columns.Select(c => batch.Batch.Table[c][row].Text)];

    private static string Place(HashedBatch batch, int row) => $"{batch.Source}:{batch.Batch.RowNumber(row)}";

    private readonly record struct Known(ulong A, ulong B)
    {
        public bool IsMatched { get; init; }

        public string?[]? After { get; init; }

        public string? Place { get; init; }
    }
}
