using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MLOpsBuild.Content;

namespace MLOpsBuild.Integration.Tests;

/// <summary>A small registry in memory with what the real one lacks: the referrers API, tokens, single POST uploads and pieces of a least length.</summary>
internal sealed class OciServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string Type)> _manifests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MemoryStream> _uploads = new(StringComparer.Ordinal);
    private int _count;

    private OciServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Host => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;

    /// <summary>The tokens that are good; when there are some rules, a request without a good one is refused.</summary>
    public ConcurrentDictionary<string, string> Tokens { get; } = new(StringComparer.Ordinal);

    public bool WantsTokens { get; init; }

    public int? TokenSeconds { get; init; }

    public bool ChoosesReferrers { get; init; }

    public bool TakesAtOnce { get; init; }

    public int ShortestPiece { get; init; }

    /// <summary>So many pieces are lost after half of them was kept.</summary>
    public int LosesPieces { get; set; }

    /// <summary>All that was asked, in order: method and path with query.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>What was shown to the token service, and for which scopes.</summary>
    public ConcurrentQueue<string> TokensAsked { get; } = new();

    public static async Task<OciServer> StartAsync(OciServer? server = null)
    {
        server ??= new OciServer();
        await server._app.StartAsync();
        return server;
    }

    public static OciServer New(bool tokens = false, int? tokenSeconds = null, bool chooses = false, bool atOnce = false, int shortestPiece = 0, int losesPieces = 0) =>
        new() { WantsTokens = tokens, TokenSeconds = tokenSeconds, ChoosesReferrers = chooses, TakesAtOnce = atOnce, ShortestPiece = shortestPiece, LosesPieces = losesPieces };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var path = request.Path.Value!;
        Asked.Enqueue($"{request.Method} {path}{request.QueryString}");
        if (path == "/token")
        {
            await GiveTokenAsync(request, response);
            return;
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries); // v2 name kind rest
        var wanted = $"repository:{parts[1]}:{(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? "pull" : "pull,push")}";
        if (WantsTokens && !MayDo(request, wanted))
        {
            response.Headers.WWWAuthenticate = $"Bearer realm=\"http://{Host}/token\",service=\"here\",scope=\"{wanted}\"";
            response.StatusCode = 401;
            return;
        }

        await (parts[2] switch
        {
            "blobs" when parts[3] == "uploads" => UploadAsync(request, response, parts),
            "blobs" => ReadAsync(response, _blobs.GetValueOrDefault($"{parts[1]} {parts[3]}"), MediaTypes.Bytes),
            "manifests" when HttpMethods.IsPut(request.Method) => PutManifestAsync(request, response, parts),
            "manifests" => ReadAsync(response, _manifests.GetValueOrDefault(parts[3]).Bytes, _manifests.GetValueOrDefault(parts[3]).Type),
            "referrers" => ReferrersAsync(request, response, parts[3]),
            _ => SayAsync(response, 404),
        });
    }

    private bool MayDo(HttpRequest request, string wanted)
    {
        var token = request.Headers.Authorization.ToString();
        if (!token.StartsWith("Bearer ", StringComparison.Ordinal) || !Tokens.TryGetValue(token[7..], out var scopes)) return false;
        return scopes.Split(' ').Any(s => s == wanted || s.StartsWith(wanted + ",", StringComparison.Ordinal))
            && (request.Query["from"].ToString() is not { Length: > 0 } from || scopes.Contains($"repository:{from}:pull", StringComparison.Ordinal));
    }

    private async Task GiveTokenAsync(HttpRequest request, HttpResponse response)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync() : null;
        var shown = form is null ? request.Headers.Authorization.ToString() : $"{form["grant_type"]}={form["refresh_token"]}";
        var scopes = string.Join(' ', form is null ? request.Query["scope"].ToArray() : [form["scope"].ToString()]);
        TokensAsked.Enqueue($"{shown} for {scopes}");
        var token = $"t{Interlocked.Increment(ref _count)}";
        Tokens[token] = scopes;
        var answer = new JsonObject { ["access_token"] = token };
        if (TokenSeconds is { } seconds) answer["expires_in"] = seconds;
        await SayAsync(response, 200, answer.ToJsonString());
    }

    private async Task UploadAsync(HttpRequest request, HttpResponse response, string[] parts)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (HttpMethods.IsPost(request.Method)) await BeginAsync(request, response, parts[1], body.ToArray());
        else if (!_uploads.TryGetValue(parts[4], out var upload)) await SayAsync(response, 404, """{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN"}]}""");
        else if (HttpMethods.IsGet(request.Method)) Waiting(response, parts[1], parts[4], 204);
        else await ContinueAsync(request, response, parts, upload, body.ToArray());
    }

    private async Task BeginAsync(HttpRequest request, HttpResponse response, string name, byte[] body)
    {
        if (request.Query["mount"].ToString() is { Length: > 0 } mount && _blobs.TryGetValue($"{request.Query["from"]} {mount}", out var there))
        {
            _blobs[$"{name} {mount}"] = there;
            await SayAsync(response, 201);
            return;
        }

        if (TakesAtOnce && request.Query["digest"].ToString() is { Length: > 0 } digest)
        {
            await KeepAsync(response, name, digest, body);
            return;
        }

        var session = $"s{Interlocked.Increment(ref _count)}";
        _uploads[session] = new MemoryStream();
        if (ShortestPiece > 0) response.Headers["OCI-Chunk-Min-Length"] = ShortestPiece.ToString(CultureInfo.InvariantCulture);
        Waiting(response, name, session, 202);
    }

    private async Task ContinueAsync(HttpRequest request, HttpResponse response, string[] parts, MemoryStream upload, byte[] body)
    {
        var from = request.Headers.ContentRange.ToString() is { Length: > 0 } range ? long.Parse(range.Split('-')[0], CultureInfo.InvariantCulture) : 0;
        if (from != upload.Length)
        {
            Waiting(response, parts[1], parts[4], 416);
            return;
        }

        if (HttpMethods.IsPatch(request.Method) && body.Length < ShortestPiece)
        {
            await SayAsync(response, 400, """{"errors":[{"code":"SIZE_INVALID"}]}""");
            return;
        }

        if (LosesPieces > 0)
        {
            LosesPieces--;
            upload.Write(body.AsSpan(0, body.Length / 2));
            request.HttpContext.Abort();
            return;
        }

        upload.Write(body);
        if (HttpMethods.IsPatch(request.Method)) Waiting(response, parts[1], parts[4], 202);
        else await KeepAsync(response, parts[1], request.Query["digest"].ToString(), upload.ToArray());
    }

    private Task KeepAsync(HttpResponse response, string name, string digest, byte[] bytes)
    {
        if (Digest.Of(bytes).ToString() != digest) return SayAsync(response, 400, """{"errors":[{"code":"DIGEST_INVALID"}]}""");
        _blobs[$"{name} {digest}"] = bytes;
        return SayAsync(response, 201);
    }

    private void Waiting(HttpResponse response, string name, string session, int status)
    {
        response.StatusCode = status;
        response.Headers.Location = $"/v2/{name}/blobs/uploads/{session}?state={Interlocked.Increment(ref _count)}";
        response.Headers.Range = $"0-{Math.Max(0, _uploads[session].Length - 1)}";
    }

    private async Task PutManifestAsync(HttpRequest request, HttpResponse response, string[] parts)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var digest = Digest.Of(body.ToArray()).ToString();
        _manifests[parts[3]] = _manifests[digest] = (body.ToArray(), request.ContentType!);
        if (JsonNode.Parse(body.ToArray())!["subject"]?["digest"] is { } subject) response.Headers["OCI-Subject"] = subject.GetValue<string>();
        response.Headers["Docker-Content-Digest"] = digest;
        response.StatusCode = 201;
    }

    /// <summary>One entry a page.</summary>
    private async Task ReferrersAsync(HttpRequest request, HttpResponse response, string subject)
    {
        var kind = request.Query["artifactType"].ToString();
        var all = _manifests.Where(m => m.Key.StartsWith("sha256:", StringComparison.Ordinal)).OrderBy(m => m.Key, StringComparer.Ordinal)
            .Select(m => (Digest: m.Key, m.Value.Bytes, Manifest: JsonNode.Parse(m.Value.Bytes)!))
            .Where(m => m.Manifest["subject"]?["digest"]?.GetValue<string>() == subject && (!ChoosesReferrers || kind.Length == 0 || m.Manifest["artifactType"]!.GetValue<string>() == kind))
            .ToArray();
        var at = int.TryParse(request.Query["at"], CultureInfo.InvariantCulture, out var number) ? number : 0;
        var page = new JsonArray([.. all.Skip(at).Take(1).Select(m => (JsonNode)new JsonObject
        {
            ["mediaType"] = MediaTypes.Manifest, ["digest"] = m.Digest, ["size"] = m.Bytes.Length, ["artifactType"] = m.Manifest["artifactType"]!.GetValue<string>(),
        })]);
        if (ChoosesReferrers && kind.Length > 0) response.Headers["OCI-Filters-Applied"] = "artifactType";
        if (at + 1 < all.Length) response.Headers.Link = $"</v2/a/referrers/{subject}?at={at + 1}&artifactType={Uri.EscapeDataString(kind)}>; rel=\"next\"";
        response.ContentType = MediaTypes.Index;
        await SayAsync(response, 200, new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = MediaTypes.Index, ["manifests"] = page }.ToJsonString());
    }

    private static async Task ReadAsync(HttpResponse response, byte[]? bytes, string? type)
    {
        response.StatusCode = bytes is null ? 404 : 200;
        if (bytes is null) return;
        response.ContentType = type;
        response.ContentLength = bytes.Length;
        if (type != MediaTypes.Bytes) response.Headers["Docker-Content-Digest"] = Digest.Of(bytes).ToString();
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method)) await response.Body.WriteAsync(bytes);
    }

    private static Task SayAsync(HttpResponse response, int status, string text = "")
    {
        response.StatusCode = status;
        return response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
    }
}
