using System.Net;

namespace MLOpsBuild.Content;

/// <summary>The part of a registry that takes blobs for one repository.</summary>
internal sealed class RegistryUploads
{
    private readonly RegistryReference _reference;
    private readonly Uri _repository;
    private readonly Uri _uploads;
    private readonly TimeProvider _time;

    public RegistryUploads(RegistryReference reference, RegistryClient client, RemoteOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PieceBytes, 1, nameof(options.PieceBytes));
        _reference = reference;
        Client = client;
        PieceBytes = options.PieceBytes;
        _time = options.Time;
        _repository = new Uri(reference.Origin, $"v2/{reference.Name}/");
        _uploads = new Uri(_repository, "blobs/uploads/");
    }

    public RegistryClient Client { get; }

    public long PieceBytes { get; }

    /// <summary>The right to write here.</summary>
    public string Scope => RegistryRequest.Push(_reference.Name);

    public static Uri Naming(Uri place, Digest digest) => With(place, $"digest={digest}");

    public async Task<bool> ContainsAsync(Digest digest, CancellationToken cancellationToken, string? repository = null)
    {
        const string Doing = "looking for a blob";
        var name = repository ?? _reference.Name;
        var request = new RegistryRequest(HttpMethod.Head, new Uri(_reference.Origin, $"v2/{name}/blobs/{digest}"), RegistryRequest.Pull(name));
        using var response = await Client.SendAsync(request, Doing, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.OK) return true;
        return response.StatusCode == HttpStatusCode.NotFound || (repository is not null && (int)response.StatusCode is 401 or 403)
            ? false
            : throw await ErrorAsync(response, Doing, cancellationToken).ConfigureAwait(false);
    }

    public async Task<UploadSession> BeginAsync(CancellationToken cancellationToken)
    {
        const string Doing = "beginning to send a blob";
        var request = new RegistryRequest(HttpMethod.Post, _uploads, Scope) { Content = () => new ByteArrayContent([]) };
        using var response = await Client.SendAsync(request, Doing, cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.Accepted ? Session(response, Doing) : throw await ErrorAsync(response, Doing, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a short blob with the very first question. Registries that cannot do this answer with a session, refuse, or hang up; the ordinary way is open after that.</summary>
    public async Task<(bool Kept, UploadSession? Session)> SendAtOnceAsync(BlobSource source, Digest digest, long size, CancellationToken cancellationToken)
    {
        const string Doing = "sending a short blob";
        var request = new RegistryRequest(HttpMethod.Post, Naming(_uploads, digest), Scope) { Content = () => source.Slice(0, size, isPart: false), IsRepeatable = false };
        try
        {
            using var response = await Client.SendAsync(request, Doing, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Created) RequireKept(response, digest);
            if ((int)response.StatusCode is 401 or 403) throw await ErrorAsync(response, Doing, cancellationToken).ConfigureAwait(false);
            return (response.StatusCode == HttpStatusCode.Created, response.StatusCode == HttpStatusCode.Accepted ? Session(response, Doing) : null);
        }
        catch (RegistryException problem) when (problem.IsPassing)
        {
            return (false, null);
        }
    }

    /// <summary>Asks for a blob of another repository to be mounted here. Where that is not done, there is a session to send it in, or nothing.</summary>
    public async Task<(bool Kept, UploadSession? Session)> MountAsync(Digest digest, string from, CancellationToken cancellationToken)
    {
        const string Doing = "mounting a blob";
        var request = new RegistryRequest(HttpMethod.Post, With(_uploads, $"mount={digest}&from={Uri.EscapeDataString(from)}"), Scope, RegistryRequest.Pull(from)) { Content = () => new ByteArrayContent([]) };
        using var response = await Client.SendAsync(request, Doing, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Created) RequireKept(response, digest);
        return (response.StatusCode == HttpStatusCode.Created, response.StatusCode == HttpStatusCode.Accepted ? Session(response, Doing) : null);
    }

    /// <summary>How far a session is; null when it is gone.</summary>
    public async Task<(UploadSession Session, long Taken)?> StatusAsync(UploadSession session, CancellationToken cancellationToken)
    {
        const string Doing = "asking how much of a blob arrived";
        using var response = await Client.SendAsync(new RegistryRequest(HttpMethod.Get, session.Place, Scope), Doing, cancellationToken).ConfigureAwait(false);
        if ((int)response.StatusCode is 400 or 404 or 405 or 416) return null;
        if (!response.IsSuccessStatusCode) throw await ErrorAsync(response, Doing, cancellationToken).ConfigureAwait(false);
        var place = response.Headers.Location is null ? session.Place : Place(session.Place, response, Doing);
        return UploadSession.Taken(response) is { } taken ? (session with { Place = place }, taken) : null;
    }

    public Uri Place(Uri asked, HttpResponseMessage response, string doing) => Redirects.Target(_reference, asked, response, doing);

    public Task<RegistryException> ErrorAsync(HttpResponseMessage response, string doing, CancellationToken cancellationToken) => RegistryErrors.OfAsync(_reference, response, doing, _time, cancellationToken);

    public RegistryException Refuse(string words) => RegistryErrors.Refused(_reference, "ANSWER_REFUSED", $"{_reference.Host} {words}; nothing more was sent.");

    /// <exception cref="RegistryException">The registry says that it keeps something else.</exception>
    public void RequireKept(HttpResponseMessage response, Digest digest)
    {
        if (response.Headers.TryGetValues(RegistryRemote.DigestHeader, out var values) && values.FirstOrDefault() is { } kept && kept != digest.ToString())
        {
            throw RegistryErrors.Refused(_reference, "ANSWER_REFUSED", $"{_reference.Host} was sent {digest} and says it keeps '{Plain.Line(kept)}': digests mean nothing there. Use another registry.");
        }
    }

    private UploadSession Session(HttpResponseMessage response, string doing) => new(Place(_uploads, response, doing), UploadSession.ShortestPieceOf(response));

    private static Uri With(Uri place, string query) => new UriBuilder(place) { Query = place.Query.Length > 1 ? $"{place.Query[1..]}&{query}" : query }.Uri;
}
