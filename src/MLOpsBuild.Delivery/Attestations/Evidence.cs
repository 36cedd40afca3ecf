using System.Globalization;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Delivery.Attestations;

/// <summary>
/// Verdicts attached to a model package as OCI referrers, one artifact each. Registries only ever add referrers, and there is no
/// clock in an artifact, so each verdict counts how many of the same gate came before it: the highest count is the newest.
/// Where two builds counted at the same time, the worse verdict stands.
/// </summary>
public static class Evidence
{
    /// <summary>The artifact type of a verdict.</summary>
    public const string ArtifactType = "application/vnd.mlopsbuild.verdict.v1+json";

    /// <summary>The gate that evidence without a readable name is reported under. It stands in the way of every promotion.</summary>
    public const string UnreadableGate = "evidence";

    private const string GateKey = "org.mlopsbuild.gate";
    private const string SequenceKey = "org.mlopsbuild.sequence";

    /// <summary>Attaches a verdict. It takes the place of the same gate's earlier verdict; attaching an equal one again changes nothing.</summary>
    /// <returns>The artifact that holds the verdict.</returns>
    /// <exception cref="ContentMissingException">The model is not in the store.</exception>
    public static Digest Attach(ContentStore store, Digest model, GateResult result, EvidenceBinding binding)
    {
        ArgumentException.ThrowIfNullOrEmpty(result.Gate);
        var size = store.SizeOf(model) ?? throw new ContentMissingException(model, store.Root);
        var statement = new VerdictStatement(model, result, binding).ToBytes();
        var earlier = Artifacts(store, model).Where(a => a.Gate == result.Gate).ToList();
        var newest = earlier.Count == 0 ? -1 : earlier.Max(a => a.Sequence);
        var standing = earlier.Where(a => a.Sequence == newest).ToList();
        if (standing is [{ Statement: { } only }] && only.Digest == Digest.Of(statement)) return standing[0].Artifact;
        return store.PutManifest(Manifest(store, new Descriptor(MediaTypes.Manifest, model, size), statement, result.Gate, newest + 1)).Digest;
    }

    /// <summary>The newest verdict of every gate, sorted by gate.</summary>
    public static IReadOnlyList<GateResult> Of(ContentStore store, Digest model) => [.. Records(store, model).Select(r => r.Result)];

    /// <summary>The newest verdict of every gate with what it rests on, sorted by gate. What cannot be read is there as an error, never left out.</summary>
    public static IReadOnlyList<EvidenceRecord> Records(ContentStore store, Digest model) =>
    [
        .. Artifacts(store, model)
            .GroupBy(a => a.Gate, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Where(a => a.Sequence == g.Max(b => b.Sequence)).Select(a => Read(store, model, a)).MaxBy(r => (r.Result.Verdict, r.Artifact))!),
    ];

    private static OciManifest Manifest(ContentStore store, Descriptor subject, byte[] statement, string gate, long sequence) => new()
    {
        ArtifactType = ArtifactType,
        Config = new Descriptor(MediaTypes.Empty, store.Put("{}"u8), 2),
        Layers = [new Descriptor(VerdictStatement.MediaType, store.Put(statement), statement.Length)],
        Subject = subject,
        Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [GateKey] = gate,
            [SequenceKey] = sequence.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static IEnumerable<StoredVerdict> Artifacts(ContentStore store, Digest model)
    {
        foreach (var referrer in store.Referrers(model, ArtifactType)) yield return ReadManifest(store, referrer.Digest);
    }

    private static StoredVerdict ReadManifest(ContentStore store, Digest artifact)
    {
        try
        {
            var manifest = store.GetManifest(artifact);
            var gate = manifest.Annotations?.GetValueOrDefault(GateKey);
            var text = manifest.Annotations?.GetValueOrDefault(SequenceKey);
            if (string.IsNullOrEmpty(gate) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) || sequence > int.MaxValue)
            {
                return new StoredVerdict(UnreadableGate, 0, artifact, null, "it does not say which gate it is of, or which verdict of that gate.");
            }

            return manifest.Layers is [{ } statement]
                ? new StoredVerdict(gate, sequence, artifact, statement, string.Empty)
                : new StoredVerdict(gate, sequence, artifact, null, "it must have one layer, the statement.");
        }
        catch (Exception e) when (e is InvalidDataException or ContentMissingException or ContentCorruptException)
        {
            return new StoredVerdict(UnreadableGate, 0, artifact, null, e.Message);
        }
    }

    private static EvidenceRecord Read(ContentStore store, Digest model, StoredVerdict stored)
    {
        if (stored.Statement is not { } layer) return Unreadable(stored, stored.Problem);
        try
        {
            var bytes = store.Get(layer.Digest);
            if (bytes.Length != layer.Size) return Unreadable(stored, $"its statement has {bytes.Length} bytes, its manifest says {layer.Size}.");
            var statement = VerdictStatement.Parse(bytes);
            if (statement.Model != model) return Unreadable(stored, $"its statement is about {statement.Model.Short}.");
            if (statement.Result.Gate != stored.Gate) return Unreadable(stored, $"its statement is of the gate '{statement.Result.Gate}'.");
            return new EvidenceRecord(statement.Result, statement.Binding) { Artifact = stored.Artifact, Sequence = stored.Sequence };
        }
        catch (Exception e) when (e is InvalidFileException or ContentMissingException or ContentCorruptException)
        {
            return Unreadable(stored, e.Message);
        }
    }

    private static EvidenceRecord Unreadable(StoredVerdict stored, string problem) =>
        new(GateResult.Error(stored.Gate, $"The evidence {stored.Artifact.Short} cannot be used: {problem}"), null) { Artifact = stored.Artifact, Sequence = stored.Sequence };

    private sealed record StoredVerdict(string Gate, long Sequence, Digest Artifact, Descriptor? Statement, string Problem);
}
