namespace MLOpsBuild.Targets.Reporting;

/// <summary>Shows lines that change with time below the output, twice a second, until disposed. The first appear after half a second, so that short work does not flicker.</summary>
internal sealed class LiveLines : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly BuildOutput _output;
    private readonly ITimer _timer;
    private bool _ended;

    public LiveLines(BuildOutput output, TimeProvider time, Func<IReadOnlyList<string>> lines)
    {
        _output = output;
        _timer = time.CreateTimer(_ => Show(lines), null, Period, Period);
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            // A tick that is under way must not draw again.
            _ended = true;
            _output.Live([]);
        }
    }

    private void Show(Func<IReadOnlyList<string>> lines)
    {
        lock (_lock)
        {
            if (!_ended) _output.Live(lines());
        }
    }
}
