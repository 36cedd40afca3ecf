using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Reads and judges a new partition before anything is written.</summary>
/// <param name="schema">The dataset's contract.</param>
/// <param name="csv">The file's bytes.</param>
/// <param name="file">Its name, for places.</param>
/// <param name="history">The profiles of the earlier partitions, in order.</param>
internal delegate ValidatedPartition PartitionCheck(DatasetSchema schema, byte[] csv, string file, IReadOnlyList<Profile> history);
