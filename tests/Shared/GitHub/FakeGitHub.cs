using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MLOpsBuild.Tests.GitHub;

/// <summary>
/// One repository, acme/models, on a small GitHub in memory: it keeps what it is told, gives lists page by page and entity tags, knows who speaks by the token,
/// and goes wrong where a test wants it to. Its API is at <c>/api/v3</c>, as that of GitHub Enterprise.
/// </summary>
internal sealed partial class FakeGitHub : IAsyncDisposable
{
    public const string Repository = "acme/models";
    private const string Prefix = "/api/v3/";
    private readonly WebApplication _app;
    private readonly Lock _state = new();
    private long _ids = 100;

    private FakeGitHub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public string Origin => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>The address of the API.</summary>
    public string Api => Origin + Prefix.TrimEnd('/');

    /// <summary>Who a token belongs to; another token is refused.</summary>
    public ConcurrentDictionary<string, string> Logins { get; } = new(StringComparer.Ordinal) { ["workflow-token"] = "github-actions[bot]", ["ada-token"] = "ada" };

    /// <summary>All that was asked, in order.</summary>
    public ConcurrentQueue<FakeRequest> Asked { get; } = new();

    /// <summary>What goes wrong next; each meets one call.</summary>
    public List<Fault> Faults { get; } = [];

    /// <summary>Parts of paths whose changes are forbidden to everyone.</summary>
    public HashSet<string> Forbidden { get; } = new(StringComparer.Ordinal);

    /// <summary>How long a page is at most.</summary>
    public int MostPerPage { get; set; } = 100;

    /// <summary>Runs before a call is carried out: another writer who is just as quick, for example.</summary>
    public Func<FakeRequest, Task>? Before { get; set; }

    /// <summary>Changes the headers of good answers.</summary>
    public Action<FakeRequest, IHeaderDictionary>? Spoil { get; set; }

    public static async Task<FakeGitHub> StartAsync()
    {
        var server = new FakeGitHub();
        await server._app.StartAsync();
        return server;
    }

    public int Count(string method, string part) => Asked.Count(r => r.Method == method && r.Path.Contains(part, StringComparison.Ordinal));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var request = await ReadAsync(context.Request);
        Asked.Enqueue(request);
        if (Before is { } before) await before(request);
        var fault = TakeFault(request);
        if (fault is { IsDone: false })
        {
            await FailAsync(context, fault);
            return;
        }

        FakeAnswer answer;
        lock (_state) answer = Answer(request);
        if (fault is not null) await FailAsync(context, fault);
        else await WriteAsync(context, request, answer);
    }

    private static async Task<FakeRequest> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var path = request.Path.Value!;
        return new FakeRequest(
            request.Method,
            path.StartsWith(Prefix, StringComparison.Ordinal) ? path[Prefix.Length..] : path.StartsWith("/api/uploads/", StringComparison.Ordinal) ? path["/api/uploads/".Length..] : "?" + path,
            request.Query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal),
            request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal),
            body.Length > 0 && request.ContentType == "application/json" ? JsonNode.Parse(body.ToArray()) : null,
            body.Length,
            request.Headers.IfNoneMatch.ToString() is { Length: > 0 } tag ? tag : null);
    }

    private Fault? TakeFault(FakeRequest request)
    {
        lock (_state)
        {
            var fault = Faults.Find(f => f.Method == request.Method && request.Path.Contains(f.Part, StringComparison.Ordinal));
            if (fault is not null) Faults.Remove(fault);
            return fault;
        }
    }

    private static async Task FailAsync(HttpContext context, Fault fault)
    {
        if (fault.Status is not { } status)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        foreach (var (name, value) in fault.Headers) context.Response.Headers[name] = value;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(new JsonObject { ["message"] = fault.Message }.ToJsonString()));
    }

    private FakeAnswer Answer(FakeRequest request)
    {
        if (request.Path.StartsWith("app", StringComparison.Ordinal) || request.Path.EndsWith("/installation", StringComparison.Ordinal)) return AnswerApp(request);
        if (!Logins.TryGetValue(request.Token, out var login)) return Message(401, "Bad credentials");
        if (request.Path == "user") return new FakeAnswer(200, new JsonObject { ["login"] = login });
        if (request.Method != "GET" && Forbidden.Any(f => request.Path.Contains(f, StringComparison.Ordinal))) return Message(403, "Resource not accessible by integration");
        if (!request.Path.StartsWith($"repos/{Repository}/", StringComparison.Ordinal)) return Message(404, "Not Found");
        var parts = request.Path[$"repos/{Repository}/".Length..].Split('/').Select(Uri.UnescapeDataString).ToArray(); // the host leaves an escaped slash as it is
        return AnswerPulls(request, parts, login) ?? AnswerCommits(request, parts, login) ?? AnswerRest(request, parts) ?? Message(404, "Not Found");
    }

    private async Task WriteAsync(HttpContext context, FakeRequest request, FakeAnswer answer)
    {
        var response = context.Response;
        if ((answer.List is null ? answer.Body : answer.Body![answer.List]) is JsonArray list && request.Method == "GET") CutPage(response, request, list);
        var bytes = answer.Body is null ? [] : Encoding.UTF8.GetBytes(answer.Body.ToJsonString());
        if (request.Method == "GET" && answer.Status == 200) response.Headers.ETag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"";
        Spoil?.Invoke(request, response.Headers);
        var isSame = request.EntityTag is not null && request.EntityTag == response.Headers.ETag.ToString();
        response.StatusCode = isSame ? 304 : answer.Status;
        if (!isSame && bytes.Length > 0) await response.Body.WriteAsync(bytes);
    }

    private void CutPage(HttpResponse response, FakeRequest request, JsonArray list)
    {
        var size = Math.Min(MostPerPage, int.Parse(request.Query.GetValueOrDefault("per_page", "30"), CultureInfo.InvariantCulture));
        var page = int.Parse(request.Query.GetValueOrDefault("page", "1"), CultureInfo.InvariantCulture);
        var all = list.ToArray();
        list.Clear();
        foreach (var item in all.Skip((page - 1) * size).Take(size)) list.Add(item);
        var rest = string.Concat(request.Query.Where(q => q.Key != "page").Select(q => $"&{q.Key}={Uri.EscapeDataString(q.Value)}"));
        var address = $"{Api}/{request.Path}?page=";
        if (page * size < all.Length) response.Headers.Link = $"<{address}1{rest}>; rel=\"first\", <{address}{page + 1}{rest}>; rel=\"next\"";
    }

    private static FakeAnswer Message(int status, string message) => new(status, new JsonObject { ["message"] = message });

    private static FakeAnswer List<T>(IEnumerable<T> items, Func<T, JsonNode> write) => new(200, new JsonArray([.. items.Select(write)]));

    private static JsonObject Named(string name, JsonNode? value) => new() { [name] = value };
}
