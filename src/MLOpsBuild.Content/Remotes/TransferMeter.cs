namespace MLOpsBuild.Content;

/// <summary>Counts what parallel transfers have moved, and reports it one report at a time.</summary>
internal sealed class TransferMeter
{
    private readonly Lock _lock = new();
    private readonly IProgress<TransferProgress>? _progress;
    private readonly Dictionary<Digest, long> _bytes = [];
    private readonly int _blobs;
    private readonly long? _total;
    private int _done;
    private long _sum;
    private long _shown;

    public TransferMeter(IProgress<TransferProgress>? progress, int blobs, long? bytes)
    {
        _progress = progress;
        _blobs = blobs;
        _total = bytes;
    }

    /// <summary>So many bytes of a blob are over; fewer than before when it had to begin anew.</summary>
    public void At(Digest blob, long bytes) => Report(blob, bytes, finished: false);

    /// <summary>A blob is over, with all of its bytes.</summary>
    public void Finish(Digest blob, long bytes) => Report(blob, bytes, finished: true);

    private void Report(Digest blob, long bytes, bool finished)
    {
        if (_progress is null) return;
        lock (_lock)
        {
            _sum += bytes - _bytes.GetValueOrDefault(blob);
            _bytes[blob] = bytes;
            if (finished) _done++;
            else if (_sum <= _shown) return;
            _shown = Math.Max(_shown, _sum);
            _progress.Report(new TransferProgress(_done, _blobs, _shown, _total));
        }
    }
}
