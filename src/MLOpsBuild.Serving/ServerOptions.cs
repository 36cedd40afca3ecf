using MLOpsBuild.Serving.Hosting;

namespace MLOpsBuild.Serving;

/// <summary>How a prediction server listens and what it lets in. Every bound holds per request unless it says otherwise.</summary>
public sealed record ServerOptions
{
    /// <summary>Where to listen: http, an IP address or <c>localhost</c>, and a port, 0 for any free one. Default <c>http://127.0.0.1:0</c>.</summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:0");

    /// <summary>True to allow an address that other machines can reach. Default false: the server itself asks nobody who they are.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>The largest body, in bytes; above 0. Default 4 MiB. A larger one is answered with 413.</summary>
    public int MaxBodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The most rows or events; above 0. Default 10 000. More are answered with 413.</summary>
    public int MaxRows { get; init; } = 10_000;

    /// <summary>The most rows that one request may have explained; above 0. Default 100. More are answered with 413.</summary>
    public int MaxExplainedRows { get; init; } = 100;

    /// <summary>How deep JSON may nest; above 3. Default 16. Deeper is answered with 400.</summary>
    public int MaxDepth { get; init; } = 16;

    /// <summary>How many predictions and event posts run at one time in the whole server; above 0. Default 64. One more is answered with 429.</summary>
    public int MaxConcurrent { get; init; } = 64;

    /// <summary>How many connections the server holds; above 0. Default 1024. One more is closed.</summary>
    public int MaxConnections { get; init; } = 1024;

    /// <summary>How long a body may take to arrive; above zero. Default 10 seconds. A slower one is answered with 408.</summary>
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long <see cref="RunningServer.StopAsync"/> waits for requests under way. Default 15 seconds.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The file that accepted events are written to before they are answered, and read from at start; null keeps the history in memory only.</summary>
    public string? JournalPath { get; init; }

    /// <summary>Measures durations.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Is told of defects that were answered with 500; may be null. Called on request threads.</summary>
    public Action<Exception>? OnDefect { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxBodyBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxRows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxExplainedRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth, 4);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConcurrent);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConnections);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(BodyTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(DrainTimeout, TimeSpan.Zero);
        if (!Url.IsAbsoluteUri || Url.Scheme != Uri.UriSchemeHttp)
        {
            throw new ArgumentException($"The server listens on http addresses only, not on '{Url}'; put a proxy in front for https.", nameof(Url));
        }

        if (Url.HostNameType is UriHostNameType.Dns && !Url.IsLoopback)
        {
            throw new ArgumentException($"'{Url.Host}' is a host name; name the IP address to listen on.", nameof(Url));
        }

        if (!AllowRemote && !Url.IsLoopback)
        {
            throw new ArgumentException($"'{Url.Host}' can be reached from other machines; set {nameof(AllowRemote)} when that is meant.", nameof(Url));
        }
    }
}
