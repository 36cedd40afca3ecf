namespace MLOpsBuild.Integration.Tests;

/// <summary>The system's clock with every wait fifty times shorter, so that what takes minutes of patience can be tested.</summary>
internal sealed class HastyTime : TimeProvider
{
    private const int Times = 50;

    public static TimeProvider Provider { get; } = new HastyTime();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime < TimeSpan.Zero ? dueTime : dueTime / Times, period);
}
