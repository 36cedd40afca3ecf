using Microsoft.AspNetCore.Builder;
using MLOpsBuild.Serving.Endpoints;
using MLOpsBuild.Serving.Histories;
using MLOpsBuild.Serving.Scoring;

namespace MLOpsBuild.Serving.Hosting;

/// <summary>A server that listens. Thread-safe. Disposing it stops it.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServerState _state;
    private int _stopped;

    internal RunningServer(WebApplication app, ServerState state)
    {
        (_app, _state) = (app, state);
        Address = new Uri(app.Urls.First());
    }

    /// <summary>Where it listens, with the port that it was given.</summary>
    public Uri Address { get; }

    /// <summary>The model that the next request is answered by.</summary>
    public ServedModel Model => _state.Current.Model;

    /// <summary>The time of the newest event that the history holds; null before the first one.</summary>
    public DateTime? AsOf => _state.Current.History.AsOf;

    /// <summary>Serves another model from the next request on; requests under way finish with the old one.</summary>
    /// <remarks>
    /// The same feature set keeps its history. Another one gets a new history from the journal, while events wait and predictions go on;
    /// without a journal it starts empty and its rows are errors until events arrive.
    /// </remarks>
    /// <exception cref="JournalException">The new features cannot take the journal's events; the old model stays.</exception>
    public Task SwapAsync(ServedModel next, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(next);
        return _state.Intake.PausedAsync(
            () =>
            {
                var current = _state.Current;
                var keep = ReferenceEquals(next.Features, current.Model.Features);
                return _state.Current = new ModelInService(next, keep ? current.History : _state.Intake.Restore(next.Features));
            },
            cancellationToken);
    }

    /// <summary>Says not ready, takes no new connections, and waits for requests under way, at most <see cref="ServerOptions.DrainTimeout"/>.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return;
        _state.StopTakingTraffic();
        await _app.StopAsync(cancellationToken).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _state.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);
}
