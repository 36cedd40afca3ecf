using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Snapshots;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Puts an accepted model and its predictions where every clone finds them: the next model is paired with them.</summary>
internal static class AcceptedModels
{
    private const string ArtifactType = "application/vnd.mlopsbuild.accepted.v1";

    /// <summary>Sends both; true when the remote lacked one.</summary>
    /// <remarks>A registry's clean-up takes blobs that no manifest names, so there one names them, under a tag of their own. A folder keeps what lies in it.</remarks>
    public static async Task<bool> ShareAsync(Session session, MetricsSnapshot snapshot, CancellationToken cancellationToken)
    {
        var remote = session.DataRemote();
        var store = session.Workspace.Store;
        var lacks = false;
        foreach (var digest in new[] { snapshot.Model, snapshot.Predictions })
        {
            lacks |= !await remote.ContainsAsync(digest, cancellationToken).ConfigureAwait(false);
            await remote.PushBlobAsync(digest, store, cancellationToken).ConfigureAwait(false);
        }

        if (!session.Project.DataRemote.Contains("://", StringComparison.Ordinal)) return lacks;
        await remote.PushBlobAsync(store.Put("{}"u8), store, cancellationToken).ConfigureAwait(false);
        var manifest = new OciManifest
        {
            ArtifactType = ArtifactType,
            Config = Descriptor.Empty,
            Layers = [.. new[] { snapshot.Model, snapshot.Predictions }.Select(d => new Descriptor(MediaTypes.Bytes, d, store.SizeOf(d)!.Value))],
        };
        await remote.PushManifestAsync(manifest.ToBytes(), MediaTypes.Manifest, $"accepted-{snapshot.Model.Hex[..32]}-{snapshot.Predictions.Hex[..32]}", cancellationToken).ConfigureAwait(false);
        return lacks;
    }

    /// <summary>Sends the accepted models of all pipelines that are in the store.</summary>
    /// <returns>The pipelines whose model the remote lacked.</returns>
    public static async Task<IReadOnlyList<string>> ShareAllAsync(Session session, CancellationToken cancellationToken)
    {
        var shared = new List<string>();
        foreach (var (pipeline, snapshot) in Of(session))
        {
            if (!session.Workspace.Store.Contains(snapshot.Model) || !session.Workspace.Store.Contains(snapshot.Predictions)) continue;
            if (await ShareAsync(session, snapshot, cancellationToken).ConfigureAwait(false)) shared.Add(pipeline);
        }

        return shared;
    }

    /// <summary>Fetches the accepted models of all pipelines with their predictions, as far as the remote has them: without them the next model can only be compared by its metrics.</summary>
    /// <returns>What was fetched and what could not be had, as lines.</returns>
    public static async Task<IReadOnlyList<string>> FetchAllAsync(Session session, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var store = session.Workspace.Store;
        foreach (var (pipeline, snapshot) in Of(session))
        {
            Digest[] missing = [.. new[] { snapshot.Model, snapshot.Predictions }.Where(d => !store.Contains(d))];
            if (missing.Length == 0) continue;
            var remote = session.DataRemote();
            var has = await Task.WhenAll(missing.Select(d => remote.ContainsAsync(d, cancellationToken))).ConfigureAwait(false);
            if (has.Contains(false))
            {
                lines.Add($"! {remote.Name} does not have the accepted model of {pipeline} with its predictions; './mlops data push' in a clone that has it shares it.");
                continue;
            }

            await remote.PullAsync(store, missing, cancellationToken).ConfigureAwait(false);
            lines.Add($"accepted model of {pipeline}: from {remote.Name}");
        }

        return lines;
    }

    private static IEnumerable<(string Pipeline, MetricsSnapshot Snapshot)> Of(Session session)
    {
        foreach (var pipeline in session.PipelineNames)
        {
            var path = Path.Combine(session.Workspace.PipelineFolder(pipeline), MetricsSnapshot.FileName);
            if (MetricsSnapshot.Load(path, session.Workspace.Show(path)) is { } snapshot) yield return (pipeline, snapshot);
        }
    }
}
