namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>The repeated keys of the rows so far.</summary>
internal sealed class KeyState : IHolding
{
    /// <summary>What a key takes in a set, free slots included.</summary>
    public const long BytesOfKey = 24;

    private const int Examples = RowMeasure.Examples;
    private readonly long _limit;

    // While the leading column does not fall, only the last run's keys matter; the log is kept in case it does fall.
    private List<KeyBatch>? _log = [];
    private KeySet? _all;
    private KeySet _run = new();
    private long _last;
    private bool _isOrdered = true;
    private long _logged;
    private List<(long Row, long Earlier)> _inside = [];
    private long _insideCount;
    private KeyBatch? _only;

    public KeyState(KeyBatch batch, long limit)
    {
        _limit = limit;
        _only = batch;
        if (batch.Runs is { } runs) FindInside(batch, runs);
    }

    /// <summary>The rows that were looked at.</summary>
    public long Judged { get { Open(); return field; } private set; }

    /// <summary>The rows that repeat an earlier one.</summary>
    public long Repeats { get { Open(); return field; } private set; }

    /// <summary>The first of them with the row that they repeat.</summary>
    public List<(long Row, long Earlier)> First { get { Open(); return field; } } = [];

    /// <summary>True when there were too many different keys to tell.</summary>
    public bool IsOverLimit { get { Open(); return field; } private set; }

    /// <inheritdoc/>
    public long Held { get { Open(); return Spare + ((_run.Count + (_all?.Count ?? 0)) * BytesOfKey); } }

    /// <inheritdoc/>
    public long Spare => _log is null ? 0 : _logged * 16;

    /// <inheritdoc/>
    public void Shrink()
    {
        if (_log is null) GiveUp();
        else _log = null;
    }

    /// <summary>Takes in the rows that follow.</summary>
    public void Take(KeyState next)
    {
        Open();
        if (next._only is { } batch) Add(batch, next._inside, next._insideCount);
    }

    private void Open()
    {
        if (_only is not { } batch) return;
        _only = null;
        Add(batch, _inside, _insideCount);
        _inside = [];
    }

    /// <summary>Repeats within the runs that begin in the batch, found on the thread that read it. The first run may go on from the batch before.</summary>
    private void FindInside(KeyBatch batch, Runs runs)
    {
        for (var i = 1; i + 1 < runs.Starts.Count; i++)
        {
            var (from, to) = (runs.Starts[i], runs.Starts[i + 1]);
            if (to - from <= 64) FindByPairs(batch, from, to);
            else FindBySet(batch, from, to);
        }
    }

    private void FindByPairs(KeyBatch batch, int from, int to)
    {
        for (var row = from + 1; row < to; row++)
        {
            var key = batch.A[row];
            var earlier = batch.A.AsSpan(from, row - from).IndexOf(key);
            if (earlier >= 0 && batch.B[from + earlier] == batch.B[row] && (key | batch.B[row]) != 0) NoteInside(batch, row, batch.FirstRow + from + earlier);
        }
    }

    private void FindBySet(KeyBatch batch, int from, int to)
    {
        var seen = new KeySet();
        for (var row = from; row < to; row++)
        {
            if ((batch.A[row] | batch.B[row]) != 0 && seen.Add(batch.A[row], batch.B[row], batch.FirstRow + row) is > 0 and var earlier) NoteInside(batch, row, earlier);
        }
    }

    private void NoteInside(KeyBatch batch, int row, long earlier)
    {
        _insideCount++;
        if (_inside.Count < Examples) _inside.Add((batch.FirstRow + row, earlier));
    }

    private void Add(KeyBatch batch, List<(long Row, long Earlier)> inside, long insideCount)
    {
        if (batch.A.Length == 0 || IsOverLimit) return;
        Judged += Present(batch);
        if (_isOrdered && batch.Runs is { } runs && (_logged == 0 || runs.First >= _last)) AddOrdered(batch, runs, inside, insideCount);
        else AddUnordered(batch);
    }

    private void AddOrdered(KeyBatch batch, Runs runs, List<(long Row, long Earlier)> inside, long insideCount)
    {
        if (_logged > 0 && runs.First > _last) _run = new KeySet();
        AddTo(_run, batch, 0, runs.Starts[1]);
        Repeats += insideCount;
        foreach (var found in inside)
        {
            if (First.Count < Examples) First.Add(found);
        }

        if (runs.Starts.Count > 2)
        {
            _run = new KeySet();
            for (var row = runs.Starts[^2]; row < batch.A.Length; row++)
            {
                if ((batch.A[row] | batch.B[row]) != 0) _run.Add(batch.A[row], batch.B[row], batch.FirstRow + row);
            }
        }

        _last = runs.Last;
        _logged += batch.A.Length;
        if (_logged > _limit) _log = null;
        _log?.Add(batch with { Runs = null });
        if (_run.Count > _limit) GiveUp();
    }

    private void AddUnordered(KeyBatch batch)
    {
        if (_isOrdered && !Reopen()) return;
        AddTo(_all!, batch, 0, batch.A.Length);
        if (_all!.Count > _limit) GiveUp();
    }

    /// <summary>The order broke: every key so far matters again.</summary>
    private bool Reopen()
    {
        _isOrdered = false;
        if (_log is null)
        {
            GiveUp();
            return false;
        }

        (_all, Repeats) = (new KeySet(_logged), 0);
        First.Clear();
        for (var i = 0; i < _log.Count; i++)
        {
            AddTo(_all, _log[i], 0, _log[i].A.Length);
            _log[i] = null!;
        }

        (_log, _run) = (null, new KeySet());
        if (_logged > KeyMeasure.Limit / 8) HeldMemory.Release();
        return true;
    }

    private void GiveUp() => (IsOverLimit, _log, _all, _run) = (true, null, null, new KeySet());

    private void AddTo(KeySet keys, KeyBatch batch, int from, int to)
    {
        for (var row = from; row < to; row++)
        {
            if ((batch.A[row] | batch.B[row]) == 0) continue;
            var earlier = keys.Add(batch.A[row], batch.B[row], batch.FirstRow + row);
            if (earlier == 0) continue;
            Repeats++;
            if (First.Count < Examples) First.Add((batch.FirstRow + row, earlier));
        }
    }

    private static long Present(KeyBatch batch)
    {
        var skipped = 0;
        for (var row = 0; row < batch.A.Length; row++) skipped += (batch.A[row] | batch.B[row]) == 0 ? 1 : 0;
        return batch.A.Length - skipped;
    }
}
