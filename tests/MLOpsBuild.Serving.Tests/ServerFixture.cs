using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MLOpsBuild.Serving.Hosting;

namespace MLOpsBuild.Serving.Tests;

/// <summary>A server on a free port with a client.</summary>
internal sealed class ServerFixture : IAsyncDisposable
{
    public const string Version = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

    public const string SomeArrivals = """
        {"events":[{"time":"2001-01-01T10:00","carrier":"AA","delay":10},{"time":"2001-01-01T11:00","carrier":"AA","delay":20},
                   {"time":"2001-01-01T12:00","carrier":"UA","delay":-4}]}
        """;

    private ServerFixture(RunningServer server) => (Server, Client) = (server, new HttpClient { BaseAddress = server.Address });

    public RunningServer Server { get; }

    public HttpClient Client { get; }

    public static ServedModel Model(double? threshold = null, Action? onPredict = null, string version = Version)
    {
        var features = new Arrivals();
        return new ServedModel("delay", version, new LinearModel([.. features.Features.Select(f => new Learning.ModelInput(f.Name, f.Type))], 1, 0.5, 0.25, 0.125) { OnPredict = onPredict }, features, threshold);
    }

    public static async Task<ServerFixture> StartAsync(ServedModel? model = null, ServerOptions? options = null) =>
        new(await PredictionServer.StartAsync(model ?? Model(), options ?? new ServerOptions()));

    public async Task<ServerFixture> WithArrivalsAsync()
    {
        var (status, _) = await PostAsync("/events/arrival", SomeArrivals);
        Assert.Equal(200, status);
        return this;
    }

    public Task<(int Status, JsonElement Body)> PostAsync(string path, string body, string type = "application/json") => PostAsync(path, Encoding.UTF8.GetBytes(body), type);

    public async Task<(int Status, JsonElement Body)> PostAsync(string path, byte[] body, string? type)
    {
        using var content = new ByteArrayContent(body);
        if (type is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await Client.PostAsync(new Uri(path, UriKind.Relative), content);
        return ((int)response.StatusCode, await JsonOf(response));
    }

    public async Task<(int Status, JsonElement Body)> GetAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)response.StatusCode, await JsonOf(response));
    }

    public Task<string> MetricsAsync() => Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    private static async Task<JsonElement> JsonOf(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }
}
