using System.Net;
using System.Runtime.CompilerServices;

namespace MLOpsBuild.Content;

internal sealed partial class RegistryRemote
{
    private const int MostPages = 1000;
    private const int Rounds = 10;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);
    private static readonly SemaphoreSlim Appending = new(1);

    /// <summary>By the referrers API, or by the index under the tag <c>sha256-…</c> where a registry has none.</summary>
    public Task<IReadOnlyList<Descriptor>> ReferrersAsync(Digest subject, CancellationToken cancellationToken) => ReferrersAsync(subject, null, cancellationToken);

    /// <summary>Only one kind of artifact, if one is named. Registries need not choose (those that do say so in <c>OCI-Filters-Applied</c>), so the choice is made here in any case.</summary>
    public async Task<IReadOnlyList<Descriptor>> ReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken)
    {
        var found = new List<Descriptor>();
        var answered = false;
        var query = artifactType is null ? "" : $"?artifactType={Uri.EscapeDataString(artifactType)}";
        await foreach (var page in PagesAsync(new Uri(_base, $"referrers/{subject}{query}"), [MediaTypes.Index], "listing referrers", cancellationToken).ConfigureAwait(false))
        {
            answered = true;
            found.AddRange(ReadReferrers(page));
        }

        var all = answered ? found : await TaggedReferrersAsync(subject, cancellationToken).ConfigureAwait(false);
        return [.. all.Where(d => artifactType is null || d.ArtifactType == artifactType).DistinctBy(d => d.Digest).OrderBy(d => d.Digest)];
    }

    private async Task<IReadOnlyList<Descriptor>> TaggedReferrersAsync(Digest subject, CancellationToken cancellationToken)
    {
        var tag = ContentStore.ReferrersTag(subject);
        var (bytes, _) = await ReadManifestAsync(Manifest(tag), OciJson.MaxBytes, tag, cancellationToken).ConfigureAwait(false);
        return bytes is null ? [] : ReadReferrers(bytes);
    }

    /// <summary>
    /// Reads, appends and writes. There is no compare-and-swap, so it looks again a moment later and starts over when somebody else wrote in between.
    /// Within this process one writes at a time.
    /// </summary>
    private async Task AddReferrerAsync(Digest subject, Descriptor referrer, CancellationToken cancellationToken)
    {
        await Appending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                var known = await TaggedReferrersAsync(subject, cancellationToken).ConfigureAwait(false);
                if (known.Any(k => k.Digest == referrer.Digest)) return;
                var index = OciJson.Write(new OciIndex { Manifests = [.. known.Append(referrer).OrderBy(r => r.Digest)] });
                await PushManifestAsync(index, MediaTypes.Index, ContentStore.ReferrersTag(subject), cancellationToken).ConfigureAwait(false);
                await Task.Delay(Moment, _time, cancellationToken).ConfigureAwait(false);
            }

            var last = await TaggedReferrersAsync(subject, cancellationToken).ConfigureAwait(false);
            if (last.All(k => k.Digest != referrer.Digest))
            {
                throw RegistryErrors.Refused(_reference, "CONFLICT", $"The list of what refers to {subject} in {Name} kept changing while {referrer.Digest} was added to it. Run the command again.");
            }
        }
        finally
        {
            Appending.Release();
        }
    }

    private IReadOnlyList<Descriptor> ReadReferrers(byte[] bytes) => OciIndex.Parse(bytes, $"The list of referrers of {Name}").Manifests;

    /// <summary>The pages of a list; none when the registry does not know the address.</summary>
    private async IAsyncEnumerable<byte[]> PagesAsync(Uri address, IReadOnlyList<string> accept, string doing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<Uri>();
        for (Uri? next = address; next is not null && seen.Add(next);)
        {
            if (seen.Count > MostPages) throw RegistryErrors.Refused(_reference, "ANSWER_REFUSED", $"{_reference.Host} has more than {MostPages} pages on {doing} in {_reference.Name}.");
            using var response = await _client.SendAsync(new RegistryRequest(HttpMethod.Get, next, PullScope) { Accept = accept, BodyBytes = OciJson.MaxBytes }, doing, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound && next == address) yield break;
            await RequireAsync(response, doing, cancellationToken).ConfigureAwait(false);
            yield return await BoundedBody.ReadAsync(response, OciJson.MaxBytes, $"A page of {Name}", cancellationToken).ConfigureAwait(false);
            next = Next(next, response);
        }
    }

    /// <summary>The address of <c>Link: &lt;address&gt;; rel="next"</c>; only one of the registry's own.</summary>
    private Uri? Next(Uri asked, HttpResponseMessage response)
    {
        var link = Header(response, "Link") ?? "";
        var (from, to) = (link.IndexOf('<', StringComparison.Ordinal), link.IndexOf('>', StringComparison.Ordinal));
        if (from < 0 || to < from || !link.Contains("next", StringComparison.OrdinalIgnoreCase)) return null;
        return Uri.TryCreate(asked, link[(from + 1)..to], out var next) && Redirects.SameOrigin(_reference.Origin, next)
            ? next
            : throw RegistryErrors.Refused(_reference, "REDIRECT_REFUSED", $"{_reference.Host} names '{Plain.Line(link[(from + 1)..to])}' as the next page, which is not its own; it was not asked.");
    }
}
