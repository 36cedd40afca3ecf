using System.Buffers;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Serving.Requests;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Histories;

/// <summary>What came of a batch of events.</summary>
/// <param name="Accepted">How many are now part of the history.</param>
/// <param name="Refused">The position in the batch and the reason of each one that is not.</param>
/// <param name="AsOf">The newest event known afterwards.</param>
internal sealed record IntakeResult(int Accepted, IReadOnlyList<(int Event, string Error)> Refused, DateTime? AsOf);

/// <summary>Takes batches of events one after the other into the history and the journal, which therefore have one order.</summary>
internal sealed class EventIntake(string? journalPath, Action<Exception>? onDefect) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly EventJournal? _journal = journalPath is null ? null : EventJournal.Open(journalPath);
    private volatile bool _broken;

    /// <summary>True while accepted events can be kept; false after the journal could not be written.</summary>
    public bool Works => !_broken;

    public bool HasJournal => _journal is not null;

    /// <summary>A history for these features that holds everything in the journal.</summary>
    /// <exception cref="JournalException">A line is unreadable, of an unknown kind, or refused.</exception>
    public HistoryOwner Restore(IFeatureSet features)
    {
        var history = features.NewHistory();
        var kinds = features.Events.ToDictionary(kind => kind.Kind, kind => new RecordReader(kind.Fields), StringComparer.Ordinal);
        _journal?.Replay((line, number) =>
        {
            var (kind, values) = JournalLine.Read(line, kinds, journalPath!, number);
            if (history.Apply(kind, values) is { } refusal) throw new JournalException(journalPath!, number, $"The event is refused: {refusal}");
        });
        return new HistoryOwner(history);
    }

    /// <summary>Runs something while no event can come in.</summary>
    public async Task<T> PausedAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return work();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Applies events in order to the history that is current once it is this batch's turn, and journals the accepted ones.</summary>
    /// <exception cref="IOException">The journal cannot be written; from then on every batch is refused.</exception>
    /// <returns>Null when there is no such history any more, because another model came in between; nothing was applied.</returns>
    public Task<IntakeResult?> TakeAsync(Func<HistoryOwner?> current, EventKind kind, IReadOnlyList<Cell[]> events, CancellationToken cancellationToken) =>
        PausedAsync(() => current() is { } history ? Take(history, kind, events) : null, cancellationToken);

    public void Dispose()
    {
        _journal?.Dispose();
        _turn.Dispose();
    }

    private IntakeResult Take(HistoryOwner history, EventKind kind, IReadOnlyList<Cell[]> events)
    {
        if (_broken) throw new IOException("The journal could not be written earlier; the server takes no events until it is restarted.");
        var lines = new ArrayBufferWriter<byte>();
        var refused = new List<(int, string)>();
        for (var i = 0; i < events.Count; i++)
        {
            if (Apply(history, kind.Kind, events[i]) is { } reason) refused.Add((i, reason));
            else if (_journal is not null) JournalLine.Write(lines, kind, events[i]);
        }

        if (lines.WrittenCount > 0) Keep(lines.WrittenSpan);
        return new IntakeResult(events.Count - refused.Count, refused, history.AsOf);
    }

    // What was accepted before a defect in the feature code must still reach the journal, so the defect becomes a refusal of its event.
#pragma warning disable CA1031 // boundary to foreign code
    private string? Apply(HistoryOwner history, string kind, Cell[] values)
    {
        try
        {
            return history.Apply(kind, values);
        }
        catch (Exception defect)
        {
            onDefect?.Invoke(defect);
            return $"The feature code failed: {defect.Message}";
        }
    }
#pragma warning restore CA1031

    private void Keep(ReadOnlySpan<byte> lines)
    {
        try
        {
            _journal!.Append(lines);
        }
        catch
        {
            _broken = true;
            throw;
        }
    }
}
