namespace MLOpsBuild.Tests.GitHub;

/// <summary>A clock that jumps over every wait and remembers it. How long an answer may take is measured on the real clock, or nothing would ever be answered in time.</summary>
internal sealed class SkippingTime : TimeProvider
{
    private static readonly TimeSpan[] Real = [Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(100), TimeSpan.FromMinutes(30)];
    private readonly Lock _lock = new();
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The waits, in order.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public void Advance(TimeSpan time)
    {
        lock (_lock) _now += time;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (Real.Contains(dueTime)) return System.CreateTimer(callback, state, dueTime, period);
        lock (_lock)
        {
            _now += dueTime;
            Waits.Add(dueTime);
        }

        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
