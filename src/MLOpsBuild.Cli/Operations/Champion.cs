using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Delivery.Packages;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Operations;

/// <summary>The model in production.</summary>
/// <param name="Name">As people name it.</param>
/// <param name="Package">Its package; null when only the accepted model is at hand.</param>
/// <param name="Model">The model itself.</param>
internal sealed record Champion(string Name, Digest? Package, ITrainedModel Model)
{
    /// <summary>The digest of what the model was read from: its package, or the model itself.</summary>
    public required Digest Content { get; init; }

    /// <summary>The champion; null when there is none yet.</summary>
    public static async Task<Champion?> FindOrNullAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(session, cancellationToken).ConfigureAwait(false);
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }

    /// <summary>The promoted package, from the store or the registry; before the first promotion, or when it cannot be had, the accepted model of the snapshot.</summary>
    /// <exception cref="ConfigurationException">There is neither.</exception>
    public static async Task<Champion> FindAsync(Session session, CancellationToken cancellationToken)
    {
        var store = session.Workspace.Store;
        if (Promoted(session) is { } package && await IsHereAsync(session, package, cancellationToken).ConfigureAwait(false))
        {
            return new Champion($"{package.Short} of production", package, Read(session, ModelPackage.Read(store, package).Model)) { Content = package };
        }

        if (MetricsAcceptance.Accepted(session) is not { } accepted)
        {
            throw new ConfigurationException("There is no champion: nothing is promoted and no metrics are accepted. Run './build.sh', then './mlops metrics accept'.");
        }

        if (!store.Contains(accepted.Model)) await session.DataRemote().PullAsync(store, [accepted.Model], cancellationToken).ConfigureAwait(false);
        return new Champion($"{accepted.Model.Short}, the accepted model", null, Read(session, store.Get(accepted.Model))) { Content = accepted.Model };
    }

    private static Digest? Promoted(Session session)
    {
        var path = Path.Combine(session.Workspace.Root, EnvironmentFile.PathOf("production"));
        return File.Exists(path) && EnvironmentFile.Load(path) is { } file && file.Model == session.Pipeline.Name ? file.Digest : null;
    }

    private static async Task<bool> IsHereAsync(Session session, Digest package, CancellationToken cancellationToken) =>
        session.Workspace.Store.Contains(package)
        || await session.Registry().PullManifestAsync(session.Workspace.Store, package.ToString(), cancellationToken).ConfigureAwait(false) is not null;

    private static ITrainedModel Read(Session session, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return session.Run.Formats.Load(stream);
    }
}
