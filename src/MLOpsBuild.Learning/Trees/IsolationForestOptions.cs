namespace MLOpsBuild.Learning.Trees;

/// <summary>The settings of <see cref="IsolationForest"/>. Every value is checked when it is set.</summary>
public sealed record IsolationForestOptions
{
    /// <summary>The number of trees, 1 to 10 000. Default 100.</summary>
    public int Trees { get; init => field = Check.Within(value, 1, 10_000, nameof(Trees)); } = 100;

    /// <summary>The number of rows that each tree is grown on, without replacement, 2 to 65 536; all when there are fewer. Default 256.</summary>
    public int SampleRows { get; init => field = Check.Within(value, 2, 65_536, nameof(SampleRows)); } = 256;

    /// <summary>Decides all chance. Default 0.</summary>
    public ulong Seed { get; init; }
}
