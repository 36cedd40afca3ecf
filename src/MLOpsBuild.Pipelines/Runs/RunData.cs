using MLOpsBuild.Content;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Definition;

namespace MLOpsBuild.Pipelines.Runs;

/// <summary>Rows that a run used.</summary>
/// <param name="Use"><c>training</c> or <c>evaluation</c>.</param>
/// <param name="Dataset">The dataset's name.</param>
/// <param name="Window">Which of its rows.</param>
/// <param name="Partitions">The partitions that the window overlaps, oldest first.</param>
public sealed record RunData(string Use, string Dataset, string Window, IReadOnlyList<RunPartition> Partitions)
{
    /// <summary>The word for rows that a model was made of.</summary>
    public const string Training = "training";

    /// <summary>The word for rows that a model was measured on.</summary>
    public const string Evaluation = "evaluation";

    internal static RunData Of(string use, RowSelection rows) =>
        new(use, rows.Features.Dataset.Name, rows.Window.ToString(), [.. rows.Partitions.Select(p => new RunPartition(p.Name, p.Digest, p.Rows))]);
}

/// <summary>A partition as a run found it.</summary>
/// <param name="Name">Its name in the dataset.</param>
/// <param name="Digest">Its bytes.</param>
/// <param name="Rows">How many rows it has.</param>
public sealed record RunPartition(string Name, Digest Digest, long Rows);

/// <summary>How a run's metrics were computed: what another measurement on the same rows needs.</summary>
/// <param name="Task">What the model predicts.</param>
/// <param name="Seed">The seed of the resampling.</param>
/// <param name="Replicates">Resamples behind each interval.</param>
public sealed record RunMeasuring(LearningTask Task, ulong Seed, int Replicates);

/// <summary>What a run needed of the machine's memory, in bytes.</summary>
/// <param name="PeakWorkingSet">The most that the process held at once, since it began.</param>
/// <param name="Allocated">All that the process allocated, since it began.</param>
public sealed record RunMemory(long PeakWorkingSet, long Allocated);

/// <summary>A file that a run made.</summary>
/// <param name="Digest">Its bytes in the content store.</param>
/// <param name="Size">Their number; null when the store no longer had them.</param>
public sealed record RunArtifact(Digest Digest, long? Size);
