using System.Runtime.ExceptionServices;

namespace MLOpsBuild.Tables.Flow;

/// <summary>
/// Takes items from one source, maps them on several threads and hands the results on in the order of the source, one at a time. The calling thread is one of the
/// workers, so nothing waits for a thread to start. At most <c>room</c> items are between source and sink: a slow sink slows the source down.
/// </summary>
/// <remarks>A failure counts at its place: everything before it has reached the sink, whatever the number of threads; then it is thrown.</remarks>
internal sealed class OrderedPipeline<TItem, TResult>
    where TItem : class
{
    private readonly Func<TItem?> _next;
    private readonly Func<Func<TItem, TResult>> _worker;
    private readonly Action<TResult> _sink;
    private readonly CancellationToken _cancellation;
    private readonly Outcome?[] _waiting;
    private readonly Lock _source = new();
    private readonly object _order = new();
    private long _taken;
    private long _delivered;
    private bool _delivering;
    private bool _sourceEnded;
    private bool _stopped;
    private Exception? _failure;

    /// <param name="next">Gives the next item, or null at the end; called by one thread at a time.</param>
    /// <param name="worker">Makes one worker's mapping; each worker has its own, so that it may keep scratch memory.</param>
    /// <param name="sink">Takes the results.</param>
    /// <param name="room">The most items under way.</param>
    /// <param name="cancellation">Stops between two items.</param>
    public OrderedPipeline(Func<TItem?> next, Func<Func<TItem, TResult>> worker, Action<TResult> sink, int room, CancellationToken cancellation)
    {
        _next = next;
        _worker = worker;
        _sink = sink;
        _cancellation = cancellation;
        _waiting = new Outcome?[room];
    }

    /// <summary>Runs to the end of the source.</summary>
    public void Run(int threads)
    {
        var helpers = new Thread[threads - 1];
        for (var i = 0; i < helpers.Length; i++)
        {
            helpers[i] = new Thread(Work) { IsBackground = true, Name = "table reader" };
            helpers[i].Start();
        }

        Work();
        foreach (var helper in helpers) helper.Join();
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
    }

    private void Work()
    {
        Func<TItem, TResult>? map = null;
        while (Take(out var index, out var item, out var failure))
        {
            Outcome outcome;
            try
            {
                outcome = failure is not null ? new Outcome(default, failure) : new Outcome((map ??= _worker())(item!), null);
            }
#pragma warning disable CA1031 // A boundary between threads: the failure is thrown again by the one that called Run.
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                outcome = new Outcome(default, thrown);
            }

            Deliver(index, outcome);
        }
    }

    private bool Take(out long index, out TItem? item, out Exception? failure)
    {
        index = 0;
        item = null;
        failure = null;
        lock (_source)
        {
            lock (_order)
            {
                while (_taken - _delivered >= _waiting.Length && !_stopped) Monitor.Wait(_order);
                if (_stopped || _sourceEnded) return false;
            }

            try
            {
                _cancellation.ThrowIfCancellationRequested();
                item = _next();
            }
#pragma warning disable CA1031 // As above.
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                failure = thrown;
            }

            // Only the holder of the source's lock reads or writes this.
            _sourceEnded = item is null;
            if (item is null && failure is null) return false;
            lock (_order) index = _taken++;
            return true;
        }
    }

    private void Deliver(long index, Outcome outcome)
    {
        lock (_order)
        {
            _waiting[index % _waiting.Length] = outcome;
            if (_delivering) return;
            _delivering = true;
        }

        while (true)
        {
            Outcome? next;
            lock (_order)
            {
                var place = _delivered % _waiting.Length;
                next = _waiting[place];
                if (_stopped || next is null)
                {
                    _delivering = false;
                    return;
                }

                _waiting[place] = null;
            }

            HandOver(next);
            lock (_order)
            {
                _delivered++;
                Monitor.PulseAll(_order);
            }
        }
    }

    private void HandOver(Outcome outcome)
    {
        var failure = outcome.Failure;
        try
        {
            if (failure is null) _sink(outcome.Result!);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            failure = thrown;
        }

        if (failure is null) return;
        lock (_order)
        {
            _failure = failure;
            _stopped = true;
        }
    }

    private sealed record Outcome(TResult? Result, Exception? Failure);
}
