using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Definition;

namespace MLOpsBuild.Cli.Commands;

/// <summary>The profiles of a dataset's locked partitions: taken from a pipeline's validation steps, so that a profile which is known is not computed again.</summary>
internal static class DataHistory
{
    /// <summary>Profiles by partition, in order; empty with a note when they can not be had, so that rules about the past judge nothing.</summary>
    public static async Task<IReadOnlyList<(string Partition, Profile Profile)>> ReadAsync(CommandCall call, string dataset, CancellationToken cancellationToken)
    {
        foreach (var pipeline in call.Settings.Pipelines)
        {
            var session = call.Open(new SessionOptions(), pipeline.Name);
            if (DatasetOf(session) is not { } pinned || pinned.Name != dataset) continue;
            var here = pinned.Partitions.All(p => session.Workspace.Store.Contains(p.Digest));
            if (here) return await ReadAsync(session, pinned, cancellationToken).ConfigureAwait(false);
            call.Note($"! Judged without the past of {dataset}, which is not all in the store; './mlops data pull' fetches it.");
            return [];
        }

        call.Note($"! Judged without the past of {dataset}: no pipeline uses it.");
        return [];
    }

    private static async Task<IReadOnlyList<(string Partition, Profile Profile)>> ReadAsync(Session session, Dataset pinned, CancellationToken cancellationToken)
    {
        await session.Run.UntilAsync(pinned.Profiles, cancellationToken).ConfigureAwait(false);
        var reader = session.Run.Reader();
        return [.. pinned.Partitions.Zip(pinned.Profiles, (partition, profile) => (partition.Name, Profile.FromJson(reader.Bytes(profile))))];
    }

    /// <summary>A pipeline that can not be defined, because nothing in its window is locked yet, does not keep data from being added.</summary>
    private static Dataset? DatasetOf(Session session)
    {
        try
        {
            return session.Run.Release.Features.Dataset;
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }
}
