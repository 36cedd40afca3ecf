using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace MLOpsBuild.Serving.Tests;

/// <summary>A server that answers every request by one function, to test the tests.</summary>
internal sealed class AnythingServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AnythingServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<AnythingServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new AnythingServer(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
