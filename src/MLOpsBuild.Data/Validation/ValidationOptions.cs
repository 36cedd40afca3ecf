namespace MLOpsBuild.Data.Validation;

/// <summary>How a partition is to be judged.</summary>
public sealed record ValidationOptions
{
    /// <summary>How many threads read and judge, at least 1. No result depends on it. Default: 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How the file is written, as a data lock says it: one of <see cref="LockedDataset.Formats"/>. Default: csv.</summary>
    public string Format { get; init; } = LockedDataset.Csv;

    /// <summary>Rules that are known to be broken, and only warn (<see cref="Partition.Forced"/>). Default: none.</summary>
    public IReadOnlyList<string> Forced { get; init; } = [];

    /// <summary>Where the rows come from: rules for another environment are left out. Default: training.</summary>
    public DataEnvironment Environment { get; init; }

    /// <summary>The local time that freshness is measured from; null when it is not to be judged.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>How many of the rows that break a rule are kept for <see cref="ValidationReport.BrokenRows"/>. Default: 0.</summary>
    public int BrokenRows { get; init; }
}
