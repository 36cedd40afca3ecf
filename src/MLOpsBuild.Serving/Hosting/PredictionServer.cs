using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MLOpsBuild.Serving.Endpoints;
using MLOpsBuild.Serving.Histories;
using MLOpsBuild.Serving.Scoring;

namespace MLOpsBuild.Serving.Hosting;

/// <summary>Answers predictions over HTTP: the Open Inference Protocol v2, plain JSON, events for the history, and Prometheus metrics.</summary>
public static class PredictionServer
{
    private const int MaxHeaders = 64;
    private const int MaxHeaderBytes = 16 * 1024;
    private const long DrainedBytes = 1024 * 1024;

    /// <summary>Replays the journal, if there is one, and starts to listen.</summary>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    /// <exception cref="JournalException">The journal cannot be used; the message names the line.</exception>
    /// <exception cref="IOException">The address is in use, or the journal cannot be opened.</exception>
    public static async Task<RunningServer> StartAsync(ServedModel model, ServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
#pragma warning disable CA2000 // the running server owns both; when it does not come to be, they are closed below
        var intake = new EventIntake(options.JournalPath, options.OnDefect);
        WebApplication? app = null;
        try
        {
            var state = new ServerState(options, intake, new ModelInService(model, intake.Restore(model.Features)));
#pragma warning restore CA2000
            app = Build(options);
            Routes.Map(app, state);
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return new RunningServer(app, state);
        }
        catch
        {
            if (app is not null) await app.DisposeAsync().ConfigureAwait(false);
            intake.Dispose();
            throw;
        }
    }

    // The empty builder reads no settings file and no environment variable: what is not in the options does not happen.
    private static WebApplication Build(ServerOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout);
        return builder.Build();
    }

    private static void Configure(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;

        // The bound itself is checked where the body is read. Somewhat larger bodies are still drained, because most clients send everything
        // before they look at the answer: a connection that is cut earlier shows them a broken pipe instead of the 413.
        kestrel.Limits.MaxRequestBodySize = Math.Max(4L * options.MaxBodyBytes, options.MaxBodyBytes + DrainedBytes);
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.MaxRequestHeaderCount = MaxHeaders;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        kestrel.Limits.RequestHeadersTimeout = options.BodyTimeout;
        var port = options.Url.Port;
        if (IPAddress.TryParse(options.Url.DnsSafeHost, out var address)) kestrel.Listen(address, port, Listen);
        else if (port == 0) kestrel.Listen(IPAddress.Loopback, port, Listen);
        else kestrel.ListenLocalhost(port, Listen);

        static void Listen(ListenOptions listen) => listen.Protocols = HttpProtocols.Http1;
    }

    /// <summary>Leaves signals to the process that hosts the server: it decides when to stop.</summary>
    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
