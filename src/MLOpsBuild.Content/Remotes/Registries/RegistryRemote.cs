using System.Net;
using System.Net.Http.Headers;

namespace MLOpsBuild.Content;

/// <summary>A repository of an OCI registry, by the distribution specification 1.1.</summary>
internal sealed partial class RegistryRemote : IRemote
{
    private const string DigestHeader = "Docker-Content-Digest";
    private const int BytesPerSecondAtLeast = 64 * 1024;
    private static readonly string[] Manifests = [MediaTypes.Manifest, MediaTypes.Index];
    private readonly RegistryReference _reference;
    private readonly RegistryClient _client;
    private readonly TimeProvider _time;
    private readonly Uri _base;

    public RegistryRemote(RegistryReference reference, RemoteOptions options)
    {
        _reference = reference;
        _client = new RegistryClient(reference, options);
        _time = options.Time;
        _base = new Uri(reference.Origin, $"v2/{reference.Name}/");
    }

    public string Name => _reference.ToString();

    public async Task<bool> ContainsAsync(Digest digest, CancellationToken cancellationToken)
    {
        using var response = await _client.SendAsync(new RegistryRequest(HttpMethod.Head, Blob(digest)), "looking for a blob", cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound) return false;
        await RequireAsync(response, "looking for a blob", cancellationToken).ConfigureAwait(false);
        return true;
    }

    public async Task<Stream> OpenBlobAsync(Digest digest, CancellationToken cancellationToken)
    {
        var response = await _client.SendAsync(new RegistryRequest(HttpMethod.Get, Blob(digest)), "fetching a blob", cancellationToken).ConfigureAwait(false);
        try
        {
            if (response.StatusCode == HttpStatusCode.NotFound) throw new ContentMissingException(digest, Name);
            await RequireAsync(response, "fetching a blob", cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return new BlobStream(_reference, response, body, _time);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public async Task PushBlobAsync(Digest digest, ContentStore from, CancellationToken cancellationToken)
    {
        if (await ContainsAsync(digest, cancellationToken).ConfigureAwait(false)) return;
        var size = from.SizeOf(digest) ?? throw new ContentMissingException(digest, from.Root);
        var place = await BeginUploadAsync(cancellationToken).ConfigureAwait(false);
        var address = new UriBuilder(place) { Query = place.Query.Length > 1 ? $"{place.Query[1..]}&digest={digest}" : $"digest={digest}" }.Uri;
        var request = new RegistryRequest(HttpMethod.Put, address)
        {
            Push = true,
            Content = () => Body(new StreamContent(from.Open(digest)), MediaTypes.Bytes),
            Patience = TimeSpan.FromSeconds(100 + (size / BytesPerSecondAtLeast)),
        };
        using var response = await _client.SendAsync(request, "sending a blob", cancellationToken).ConfigureAwait(false);
        await RequireAsync(response, "sending a blob", cancellationToken, HttpStatusCode.Created).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken)
    {
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var page in PagesAsync(new Uri(_base, "tags/list"), [], "listing tags", cancellationToken).ConfigureAwait(false))
        {
            tags.UnionWith(OciJson.Read<TagList>(page, $"The list of tags of {Name}").Tags ?? []);
        }

        return [.. tags];
    }

    private async Task<Uri> BeginUploadAsync(CancellationToken cancellationToken)
    {
        var address = new Uri(_base, "blobs/uploads/");
        var request = new RegistryRequest(HttpMethod.Post, address) { Push = true, Content = () => new ByteArrayContent([]) };
        using var response = await _client.SendAsync(request, "beginning to send a blob", cancellationToken).ConfigureAwait(false);
        await RequireAsync(response, "beginning to send a blob", cancellationToken, HttpStatusCode.Accepted).ConfigureAwait(false);
        return Redirects.Target(_reference, address, response, "beginning to send a blob");
    }

    private Uri Blob(Digest digest) => new(_base, $"blobs/{digest}");

    private static HttpContent Body(HttpContent content, string mediaType)
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return content;
    }

    /// <exception cref="RegistryException">The status is another one than that, or no success where none is named.</exception>
    private async Task RequireAsync(HttpResponseMessage response, string doing, CancellationToken cancellationToken, HttpStatusCode? status = null)
    {
        if (status is { } wanted ? response.StatusCode == wanted : response.StatusCode == HttpStatusCode.OK) return;
        throw await RegistryErrors.OfAsync(_reference, response, doing, cancellationToken).ConfigureAwait(false);
    }

    private sealed record TagList(string Name, IReadOnlyList<string>? Tags);
}
