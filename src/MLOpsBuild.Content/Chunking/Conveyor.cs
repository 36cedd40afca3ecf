using System.Diagnostics.CodeAnalysis;

namespace MLOpsBuild.Content.Chunking;

/// <summary>A bounded queue between threads whose waiters sleep at once: on a machine with few cores those that spin take the time from those that work.</summary>
internal sealed class Conveyor<T>(int most)
{
    private readonly Queue<T> _items = new();
    private readonly object _gate = new();
    private bool _isComplete;
    private bool _isStopped;

    /// <exception cref="OperationCanceledException">The conveyor was stopped.</exception>
    public void Add(T item)
    {
        lock (_gate)
        {
            while (_items.Count >= most && !_isStopped) Monitor.Wait(_gate);
            ThrowIfStopped();
            _items.Enqueue(item);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for an item; false when there will be none.</summary>
    /// <exception cref="OperationCanceledException">The conveyor was stopped.</exception>
    public bool TryTake([MaybeNullWhen(false)] out T item)
    {
        lock (_gate)
        {
            while (_items.Count == 0 && !_isComplete && !_isStopped) Monitor.Wait(_gate);
            ThrowIfStopped();
            return Dequeue(out item);
        }
    }

    /// <summary>Takes what is there without waiting, even after a stop: it may have to be disposed of.</summary>
    public bool TryTakeNow([MaybeNullWhen(false)] out T item)
    {
        lock (_gate) return Dequeue(out item);
    }

    /// <summary>Nothing more is added.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Whoever waits, or comes, is turned away.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    private bool Dequeue([MaybeNullWhen(false)] out T item)
    {
        if (!_items.TryDequeue(out item)) return false;
        Monitor.PulseAll(_gate);
        return true;
    }

    private void ThrowIfStopped()
    {
        if (_isStopped) throw new OperationCanceledException();
    }
}
