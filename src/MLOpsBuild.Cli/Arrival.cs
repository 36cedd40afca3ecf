using MLOpsBuild.Data;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Runs;

namespace MLOpsBuild.Cli;

/// <summary>A partition that the remote has and the lock does not, with the lock as it would be.</summary>
/// <param name="Dataset">The dataset's name.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Lock">The lock with the partition at its end.</param>
public sealed record Arrival(string Dataset, Partition Partition, DataLock Lock) : IDisposable
{
    /// <summary>The pipeline over the longer lock, evaluated on the arriving partition.</summary>
    public required PipelineRun Run { get; init; }

    /// <summary>The arriving rows.</summary>
    public RowSelection Rows => Run.Release.Features.In(Window.Parse(Partition.Name));

    /// <summary>The challenger, once trained.</summary>
    public PipelineRun? Challenger { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Run.Dispose();
        Challenger?.Dispose();
    }
}
