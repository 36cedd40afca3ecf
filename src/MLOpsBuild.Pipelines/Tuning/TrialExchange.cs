using System.Collections.Concurrent;
using System.Globalization;
using MLOpsBuild.Content;
using MLOpsBuild.Learning.Tuning;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>Where the shards of a search meet that do not share a disk: each puts a sheet of its results into a remote, under a tag of its own, and reads those of the others.</summary>
/// <remarks>
/// A result from a remote is only ever taken in as the result of a trial whose key was computed here: a sheet can not put anything into the cache that another step would read. It is
/// believed as it stands, so whoever may write to the remote may decide which parameters win.
/// </remarks>
internal sealed class TrialExchange(Workspace workspace, string pipeline, IReadOnlyList<IRemote> remotes)
{
    private readonly StepCache _cache = StepCache.Of(workspace);
    private readonly ConcurrentDictionary<Digest, FoldResult> _known = new();
    private readonly ConcurrentDictionary<Digest, Digest> _own = new();

    private string Prefix => $"trials-{pipeline}-";

    /// <summary>Makes a result part of what this shard hands on.</summary>
    public void Add(Digest key, Digest result) => _own[key] = result;

    /// <summary>Keeps another shard's result as if it had been computed here; null when nobody has it.</summary>
    public Digest? TakeIn(Digest key, string output)
    {
        if (!_known.TryGetValue(key, out var result)) return null;
        var digest = workspace.Store.Put(StepJson.Write(result));
        _cache.Keep(key, new StepResult(new SortedDictionary<string, Digest>(StringComparer.Ordinal) { [output] = digest }, "another shard", null));
        return digest;
    }

    /// <summary>Reads the sheets of all shards.</summary>
    public async Task PullAsync(CancellationToken cancellationToken)
    {
        foreach (var remote in remotes)
        {
            foreach (var tag in (await remote.TagsAsync(cancellationToken).ConfigureAwait(false)).Where(t => t.StartsWith(Prefix, StringComparison.Ordinal)))
            {
                await ReadAsync(remote, tag, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Puts this shard's sheet into every remote.</summary>
    public async Task PushAsync(Shard shard, CancellationToken cancellationToken)
    {
        if (remotes.Count == 0) return;
        var results = new SortedDictionary<string, FoldResult>(StringComparer.Ordinal);
        foreach (var (key, digest) in _own) results[key.ToString()] = StepJson.Read<FoldResult>(workspace.Store.Get(digest));
        var bytes = StepJson.Write(new TrialSheet(1, pipeline, results));
        workspace.Store.Put("{}"u8);
        var manifest = workspace.Store.PutManifest(new OciManifest
        {
            ArtifactType = TrialSheet.ArtifactType,
            Config = Descriptor.Empty,
            Layers = [new Descriptor(TrialSheet.ArtifactType, workspace.Store.Put(bytes), bytes.Length)],
        });
        var tag = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{shard.Number}-of-{shard.Count}");
        foreach (var remote in remotes) await remote.PushManifestAsync(workspace.Store, manifest.Digest, tag, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadAsync(IRemote remote, string tag, CancellationToken cancellationToken)
    {
        var from = $"{remote.Name}:{tag}";
        if (await remote.ResolveAsync(tag, cancellationToken).ConfigureAwait(false) is not { } descriptor) return;
        var manifest = OciManifest.Parse(await remote.GetManifestAsync(descriptor, cancellationToken).ConfigureAwait(false));
        if (manifest is not { ArtifactType: TrialSheet.ArtifactType, Layers: [var layer] } || layer.Size > TrialSheet.MaxBytes) throw new InvalidDataException($"{from} is no sheet of trials.");
        await remote.PullAsync(workspace.Store, [layer], new TransferOptions(), cancellationToken).ConfigureAwait(false);
        var sheet = TrialSheet.Read(workspace.Store.Get(layer.Digest), pipeline, from);
        foreach (var (key, result) in sheet.Results) _known[Digest.Parse(key)] = result;
    }
}
