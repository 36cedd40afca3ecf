using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Summaries;

namespace MLOpsBuild.Cli.Commands;

/// <summary>The past that a new partition is judged with: profiles that are kept by digest, so that no partition is read twice for it.</summary>
internal static class DataHistory
{
    /// <summary>The profiles of some partitions, oldest first. What is not known yet is read once, and said; empty with a note when a partition is not here, so that rules about the past judge nothing.</summary>
    public static IReadOnlyList<Profile> Read(CommandCall call, string dataset, LockedDataset locked, IReadOnlyList<Partition> partitions, PartitionSummaries known, CancellationToken cancellationToken)
    {
        var store = call.Session.Workspace.Store;
        var unknown = partitions.Where(p => !known.Knows(p.Digest)).ToArray();
        if (unknown.Any(p => !ChunkedFile.Contains(store, p.Digest)))
        {
            call.Note($"! Judged without the past of {dataset}, which is not all in the store; './mlops data pull' fetches it.");
            return [];
        }

        if (unknown.Length > 0) call.Note($"Reading {unknown.Length} earlier {(unknown.Length == 1 ? "partition" : "partitions")} of {dataset}, this once: their profiles are kept in .mlops/summaries.");
        foreach (var partition in unknown)
        {
            known.FindOrMake(partition.Digest, () => ChunkedFile.Open(store, partition.Digest), $"{dataset}/{partition.Name}.{locked.Format}", call.Session.Options.Threads, cancellationToken);
        }

        return known.Past([.. partitions.Select(p => p.Digest)]);
    }
}
