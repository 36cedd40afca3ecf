using System.Net;

namespace MLOpsBuild.Content;

internal sealed partial class RegistryRemote
{
    public async Task<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken)
    {
        var address = Manifest(tagOrDigest);
        var request = new RegistryRequest(HttpMethod.Head, address, PullScope) { Accept = Manifests };
        using var response = await _client.SendAsync(request, $"looking for '{tagOrDigest}'", cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        await RequireAsync(response, $"looking for '{tagOrDigest}'", cancellationToken).ConfigureAwait(false);
        var descriptor = Described(response) ?? await ReadDescribedAsync(address, tagOrDigest, cancellationToken).ConfigureAwait(false);
        if (Digest.TryParse(tagOrDigest, out var asked) && descriptor is not null && descriptor.Digest != asked)
        {
            throw RegistryErrors.Refused(_reference, "ANSWER_REFUSED", $"{_reference.Host} was asked for {asked} and answers with {descriptor.Digest}; it is not used.");
        }

        return descriptor;
    }

    public async Task<byte[]> GetManifestAsync(Descriptor descriptor, CancellationToken cancellationToken)
    {
        var (bytes, _) = await ReadManifestAsync(Manifest(descriptor.Digest.ToString()), Math.Clamp(descriptor.Size, 0, OciJson.MaxBytes), descriptor.Digest.ToString(), cancellationToken).ConfigureAwait(false);
        if (bytes is null) throw new ContentMissingException(descriptor.Digest, Name);
        var came = Digest.Of(bytes);
        return came == descriptor.Digest ? bytes : throw new InvalidDataException($"Expected {descriptor.Digest} from {Name}, but the bytes that came have {came}; they are not used.");
    }

    public async Task PushManifestAsync(byte[] manifest, string mediaType, string? tag, CancellationToken cancellationToken)
    {
        var keptSubject = "";
        await OnceMore.AfterRefusedAsync(async () => keptSubject = await SendManifestAsync(manifest, mediaType, tag, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (mediaType != MediaTypes.Manifest || OciManifest.Parse(manifest) is not { Subject: { } subject } parsed || keptSubject == subject.Digest.ToString()) return;
        var referrer = new Descriptor(mediaType, Digest.Of(manifest), manifest.Length) { ArtifactType = parsed.ArtifactType ?? parsed.Config.MediaType, Annotations = parsed.Annotations };
        await AddReferrerAsync(subject.Digest, referrer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The subject that the registry says it joined the manifest to; nothing when it keeps no such lists.</summary>
    private async Task<string> SendManifestAsync(byte[] manifest, string mediaType, string? tag, CancellationToken cancellationToken)
    {
        var digest = Digest.Of(manifest);
        var request = new RegistryRequest(HttpMethod.Put, Manifest(tag ?? digest.ToString()), RegistryRequest.Push(_reference.Name)) { Content = () => Body(new ByteArrayContent(manifest), mediaType) };
        using var response = await _client.SendAsync(request, "sending a manifest", cancellationToken).ConfigureAwait(false);
        await RequireAsync(response, "sending a manifest", cancellationToken, HttpStatusCode.Created).ConfigureAwait(false);
        _uploads.RequireKept(response, digest);
        return Header(response, "OCI-Subject") ?? "";
    }

    /// <summary>What a HEAD says; null when it leaves something out.</summary>
    private static Descriptor? Described(HttpResponseMessage response) =>
        Digest.TryParse(Header(response, DigestHeader), out var digest) && response.Content.Headers is { ContentLength: { } size and > 0, ContentType.MediaType: { } mediaType }
            ? new Descriptor(mediaType, digest, size)
            : null;

    private async Task<Descriptor?> ReadDescribedAsync(Uri address, string what, CancellationToken cancellationToken)
    {
        var (bytes, mediaType) = await ReadManifestAsync(address, OciJson.MaxBytes, what, cancellationToken).ConfigureAwait(false);
        return bytes is null ? null : new Descriptor(mediaType, Digest.Of(bytes), bytes.Length);
    }

    private Task<(byte[]? Bytes, string MediaType)> ReadManifestAsync(Uri address, long maxBytes, string what, CancellationToken cancellationToken) => OnceMore.AfterSpoiltAsync<(byte[]?, string)>(async () =>
    {
        var request = new RegistryRequest(HttpMethod.Get, address, PullScope) { Accept = Manifests, BodyBytes = maxBytes };
        using var response = await _client.SendAsync(request, $"fetching '{what}'", cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound) return (null, "");
        await RequireAsync(response, $"fetching '{what}'", cancellationToken).ConfigureAwait(false);
        var bytes = await BoundedBody.ReadAsync(response, maxBytes, $"The manifest '{what}' of {Name}", cancellationToken).ConfigureAwait(false);
        if (Digest.TryParse(Header(response, DigestHeader), out var said) && Digest.Of(bytes) is var came && came != said)
        {
            throw new InvalidDataException($"{Name} announced '{what}' as {said}, but the bytes that came have {came}; they are not used.");
        }

        return (bytes, response.Content.Headers.ContentType?.MediaType ?? MediaTypes.Manifest);
    });

    private Uri Manifest(string tagOrDigest) => new(_base, $"manifests/{(Digest.TryParse(tagOrDigest, out var digest) ? digest.ToString() : RegistryReference.Tag(tagOrDigest))}");

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
