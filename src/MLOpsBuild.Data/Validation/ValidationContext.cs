using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary>What a partition is judged with besides its own rows.</summary>
public sealed class ValidationContext
{
    private readonly Lazy<Profile?> _known;

    /// <summary>Names the file and its past.</summary>
    /// <param name="file">The partition's file name for places.</param>
    /// <param name="history">The profiles of the earlier partitions, in order; empty for the first one.</param>
    public ValidationContext(string file, IReadOnlyList<Profile> history)
    {
        File = file;
        History = history;
        _known = new Lazy<Profile?>(() => history is IPast past ? past.Merged() : Profile.MergeAll(history));
    }

    /// <summary>The partition's file name for places.</summary>
    public string File { get; }

    /// <summary>The profiles of the earlier partitions, in order.</summary>
    public IReadOnlyList<Profile> History { get; }

    /// <summary>Where the rows come from. Default: training.</summary>
    public DataEnvironment Environment { get; init; }

    /// <summary>The local time that freshness is measured from; null when it is not to be judged.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>What the reader found wrong; values with a problem are missing in the table.</summary>
    public IReadOnlyList<CsvProblem> Problems { get; init; } = [];

    /// <summary>The number of all problems, also of those that are not listed.</summary>
    public long ProblemCount { get; init; }

    /// <summary>The earlier partitions together; null when there is none.</summary>
    internal Profile? Known => _known.Value;
}
