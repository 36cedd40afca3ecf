namespace MLOpsBuild.Serving.Load;

/// <summary>
/// Sends requests to a running server on a fixed schedule (an open model) and judges latency and errors. A server that stalls does not slow the
/// test down, and every request that was due during the stall is measured with its wait, so a stall cannot hide.
/// </summary>
/// <remarks>Timers fire about a millisecond late; that is part of every latency. Run it from another process than the server for figures to publish.</remarks>
public static class LoadTest
{
    /// <summary>Runs warm-up and measurement.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static async Task<LoadResult> RunAsync(Uri server, LoadOptions options, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        for (var attempt = 1; ; attempt++)
        {
            var result = await OnceAsync(server, options, time, cancellationToken).ConfigureAwait(false);
            if (result.LagP99 <= options.MaxLag || result.LagP99 is null || attempt == options.Attempts) return result;
        }
    }

    private static async Task<LoadResult> OnceAsync(Uri server, LoadOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using var sender = new LoadSender(server, options, time);
        await OnScheduleAsync(sender, options.Warmup, new LoadCounts(), options, time, cancellationToken).ConfigureAwait(false);
        var counts = new LoadCounts();
        var started = time.GetTimestamp();
        var planned = await OnScheduleAsync(sender, options.Duration, counts, options, time, cancellationToken).ConfigureAwait(false);
        return LoadVerdict.Of(planned, counts, time.GetElapsedTime(started), options);
    }

    private static async Task<long> OnScheduleAsync(
        LoadSender sender, TimeSpan length, LoadCounts counts, LoadOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var planned = (long)Math.Ceiling(length.TotalSeconds * options.Rate);
        for (long i = 0; i < planned; i++)
        {
            var due = TimeSpan.FromSeconds(i / options.Rate);
            await UntilAsync(due, started, time, cancellationToken).ConfigureAwait(false);
            if (counts.InFlight >= options.MaxInFlight) counts.Failed($"not sent: {options.MaxInFlight} requests were waiting");
            else sender.Send(i, started, due, counts, cancellationToken);
        }

        while (counts.InFlight > 0) await Task.Delay(TimeSpan.FromMilliseconds(1), time, cancellationToken).ConfigureAwait(false);
        return planned;
    }

    // A delay below a millisecond would be cut to none and spin.
    private static async Task UntilAsync(TimeSpan due, long started, TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (TimeSpan left; (left = due - time.GetElapsedTime(started)) > TimeSpan.Zero;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time, cancellationToken).ConfigureAwait(false);
        }
    }
}
