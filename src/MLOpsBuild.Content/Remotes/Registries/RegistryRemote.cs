using System.Net;
using System.Net.Http.Headers;

namespace MLOpsBuild.Content;

/// <summary>A repository of an OCI registry, by the distribution specification 1.1.</summary>
internal sealed partial class RegistryRemote : IRemote
{
    public const string DigestHeader = "Docker-Content-Digest";
    private const int ShortBytes = 64 * 1024;
    private static readonly string[] Manifests = [MediaTypes.Manifest, MediaTypes.Index];
    private readonly RegistryReference _reference;
    private readonly RegistryClient _client;
    private readonly RegistryUploads _uploads;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<string> _mountFrom;
    private readonly Uri _base;
    private volatile bool _takesNothingAtOnce;

    public RegistryRemote(RegistryReference reference, RemoteOptions options)
    {
        foreach (var name in options.MountFrom)
        {
            if (!RegistryReference.IsName(name)) throw new ArgumentException($"'{name}' is no repository of {reference.Host} to mount blobs from: name it without the host.", nameof(options));
        }

        _reference = reference;
        _client = new RegistryClient(reference, options);
        _uploads = new RegistryUploads(reference, _client, options);
        _time = options.Time;
        _mountFrom = [.. options.MountFrom.Where(name => name != reference.Name)];
        _base = new Uri(reference.Origin, $"v2/{reference.Name}/");
    }

    public string Name => _reference.ToString();

    public Task<bool> ContainsAsync(Digest digest, CancellationToken cancellationToken) => _uploads.ContainsAsync(digest, cancellationToken);

    public async Task<Stream> OpenBlobAsync(Digest digest, CancellationToken cancellationToken)
    {
        var blob = new BlobStream(_reference, (from, stop) => AskForBlobAsync(digest, from, stop), _client.Retries, _time);
        await blob.OpenAsync(await AskForBlobAsync(digest, null, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return blob;
    }

    public Task PushBlobAsync(Digest digest, ContentStore from, CancellationToken cancellationToken) => PushBlobAsync(digest, from, _ => { }, cancellationToken);

    /// <summary>Sends a blob unless it is there already or can be mounted, and tells how many of its bytes the registry has.</summary>
    public async Task PushBlobAsync(Digest digest, ContentStore from, Action<long> taken, CancellationToken cancellationToken)
    {
        if (await ContainsAsync(digest, cancellationToken).ConfigureAwait(false)) return;
        var (mounted, session) = await MountAsync(digest, cancellationToken).ConfigureAwait(false);
        if (mounted) return;
        var size = from.SizeOf(digest) ?? throw new ContentMissingException(digest, from.Root);
        var blob = from.Open(digest);
        await using (blob.ConfigureAwait(false))
        {
            var source = new BlobSource(blob);
            var kept = false;
            if (session is null && size <= ShortBytes && !_takesNothingAtOnce)
            {
                (kept, session) = await _uploads.SendAtOnceAsync(source, digest, size, cancellationToken).ConfigureAwait(false);
                if (!kept) _takesNothingAtOnce = true;
            }

            if (!kept) await new BlobUpload(_uploads, source, digest, size, taken).RunAsync(session, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken)
    {
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var page in PagesAsync(new Uri(_base, "tags/list"), [], "listing tags", cancellationToken).ConfigureAwait(false))
        {
            tags.UnionWith((OciJson.Read<TagList>(page, $"The list of tags of {Name}").Tags ?? []).Where(tag => !TagName.IsOfReferrers(tag)));
        }

        return [.. tags];
    }

    private async Task<(bool Mounted, UploadSession? Session)> MountAsync(Digest digest, CancellationToken cancellationToken)
    {
        foreach (var repository in _mountFrom)
        {
            if (!await _uploads.ContainsAsync(digest, cancellationToken, repository).ConfigureAwait(false)) continue;
            return await _uploads.MountAsync(digest, repository, cancellationToken).ConfigureAwait(false);
        }

        return (false, null);
    }

    private async Task<HttpResponseMessage> AskForBlobAsync(Digest digest, long? from, CancellationToken cancellationToken)
    {
        const string Doing = "fetching a blob";
        var response = await _client.SendAsync(new RegistryRequest(HttpMethod.Get, Blob(digest), PullScope) { From = from }, Doing, cancellationToken).ConfigureAwait(false);
        try
        {
            if (response.StatusCode == HttpStatusCode.NotFound) throw new ContentMissingException(digest, Name);
            if (from is not null && response.StatusCode == HttpStatusCode.PartialContent) return response;
            await RequireAsync(response, Doing, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private string PullScope => RegistryRequest.Pull(_reference.Name);

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
        throw await RegistryErrors.OfAsync(_reference, response, doing, _time, cancellationToken).ConfigureAwait(false);
    }

    private sealed record TagList(IReadOnlyList<string>? Tags);
}
