using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Sharing;

/// <summary>Results of steps in a remote, each as an OCI artifact under the tag <c>step-KEY</c>: a signed statement, and the outputs that it names.</summary>
public sealed class SharedSteps : ISharedResults
{
    /// <summary>The artifact type of a result.</summary>
    public const string ArtifactType = "application/vnd.mlopsbuild.step.v1";

    /// <summary>The media type of the signed statement, the first layer.</summary>
    public const string StatementType = "application/vnd.in-toto.step-result+dsse";

    private const int MostStatementBytes = 1 << 16;
    private readonly IRemote _remote;
    private readonly ContentStore _store;
    private readonly IReadOnlyList<TrustedKey> _trusted;
    private readonly string _name;
    private volatile bool _unreachable;

    /// <summary>The results in a remote.</summary>
    /// <param name="remote">The remote.</param>
    /// <param name="store">Where outputs are brought.</param>
    /// <param name="trusted">The keys of which one must have signed.</param>
    /// <param name="shownAs">How causes and warnings name the remote; by default as it names itself.</param>
    public SharedSteps(IRemote remote, ContentStore store, IReadOnlyList<TrustedKey> trusted, string? shownAs = null) => (_remote, _store, _trusted, _name) = (remote, store, trusted, shownAs ?? remote.Name);

    /// <inheritdoc/>
    public async Task<SharedAnswer> FindAsync(Digest key, bool fetch, CancellationToken cancellationToken)
    {
        if (_unreachable) return SharedAnswer.None;
        try
        {
            if (await _remote.ResolveAsync(TagOf(key), cancellationToken).ConfigureAwait(false) is not { } head) return SharedAnswer.None;
            var manifest = await ManifestAsync(head, cancellationToken).ConfigureAwait(false);
            var statement = Judge(key, await EnvelopeAsync(manifest.Layers[0], cancellationToken).ConfigureAwait(false));
            if (!manifest.Layers.Skip(1).Select(l => l.Digest).ToHashSet().SetEquals(statement.Outputs.Values)) throw new InvalidDataException("its outputs are not those that were signed");
            if (fetch) await _remote.PullAsync(_store, [.. manifest.Layers.Skip(1)], cancellationToken).ConfigureAwait(false);
            return new SharedAnswer(new StepResult(statement.Outputs, statement.Run, statement.Branch, _name), null);
        }
        catch (Exception problem) when (problem is InvalidDataException or ContentMissingException or ContentCorruptException)
        {
            return new SharedAnswer(null, $"the result shared in {_name} is not used: {problem.Message.TrimEnd('.')}");
        }
        catch (Exception problem) when (problem is IOException or HttpRequestException or UnauthorizedAccessException)
        {
            _unreachable = true;
            return new SharedAnswer(null, $"{_name} cannot be asked for shared results, and is not asked again in this run: {problem.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Signs a result and puts it where others find it.</summary>
    /// <param name="statement">What was computed; the outputs are in the store.</param>
    /// <param name="key">The key to sign with.</param>
    /// <param name="cancellationToken">Ends the work; the entry is there whole, or not at all.</param>
    public async Task PublishAsync(StepStatement statement, SigningKey key, CancellationToken cancellationToken)
    {
        var envelope = DsseEnvelope.Sign(statement.ToBytes(), key).ToBytes();
        var manifest = new OciManifest
        {
            ArtifactType = ArtifactType,
            Config = Descriptor.Empty,
            Layers =
            [
                new Descriptor(StatementType, _store.Put(envelope), envelope.Length),
                .. statement.Outputs.Values.Distinct().Select(d => new Descriptor(MediaTypes.Bytes, d, _store.SizeOf(d) ?? throw new ContentMissingException(d, _store.Root))),
            ],
        };
        _store.Put("{}"u8);
        foreach (var blob in manifest.Layers.Select(l => l.Digest).Append(Descriptor.EmptyDigest)) await _remote.PushBlobAsync(blob, _store, cancellationToken).ConfigureAwait(false);
        await _remote.PushManifestAsync(manifest.ToBytes(), MediaTypes.Manifest, TagOf(statement.Key), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The tag of a key's result.</summary>
    public static string TagOf(Digest key) => $"step-{key.Hex}";

    private async Task<OciManifest> ManifestAsync(Descriptor head, CancellationToken cancellationToken)
    {
        var manifest = OciManifest.Parse(await _remote.GetManifestAsync(head, cancellationToken).ConfigureAwait(false));
        return manifest is { ArtifactType: ArtifactType, Layers: [{ MediaType: StatementType, Size: > 0 and <= MostStatementBytes }, ..] }
            ? manifest
            : throw new InvalidDataException("it holds no signed statement");
    }

    private async Task<DsseEnvelope> EnvelopeAsync(Descriptor layer, CancellationToken cancellationToken)
    {
        await _remote.PullAsync(_store, [layer], cancellationToken).ConfigureAwait(false);
        return DsseEnvelope.Parse(_store.Get(layer.Digest));
    }

    /// <summary>The statement, if a trusted key signed it and it is about this very key.</summary>
    private StepStatement Judge(Digest key, DsseEnvelope envelope)
    {
        if (envelope.Signatures.Count == 0) throw new InvalidDataException("it is not signed");
        if (envelope.PayloadType != DsseEnvelope.InToto) throw new InvalidDataException("it is signed as something else than a statement");
        if (envelope.Open(_trusted, out _) is not { } signed) throw new InvalidDataException(WhyUntrusted(envelope));
        var statement = StepStatement.Parse(signed);
        return statement.Key == key ? statement : throw new InvalidDataException($"it was signed for another key, {statement.Key.Short} of {Plain(statement.Step)}, and put in this one's place");
    }

    private string WhyUntrusted(DsseEnvelope envelope)
    {
        var named = envelope.Signatures[0].Keyid;
        return _trusted.FirstOrDefault(t => t.Public.Id == named) is { } claimed
            ? $"it names the key {claimed.Name}, but that key did not sign these bytes"
            : $"it is signed by the key {Plain(named.Length > 12 ? named[..12] : named)}, which is not trusted; trusted are {(_trusted.Count == 0 ? "none" : string.Join(", ", _trusted.Select(t => t.Name)))}";
    }

    /// <summary>Text of a stranger, made fit for a line of a terminal.</summary>
    private static string Plain(string text) => new([.. text.Take(80).Select(c => char.IsControl(c) ? '?' : c)]);
}
