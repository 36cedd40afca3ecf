namespace MLOpsBuild.Data.Validation.Inference;

/// <summary>What somebody knows about a dataset whose schema is to be inferred.</summary>
public sealed record InferenceOptions
{
    /// <summary>The column that gives rows their time; null takes the first column of times that is never missing.</summary>
    public string? Time { get; init; }

    /// <summary>The columns in the order of the file; others follow by name.</summary>
    public IReadOnlyList<string> ColumnOrder { get; init; } = [];

    /// <summary>How far the bounds of a range lie beyond the numbers seen, as a share of their span, before they are rounded outwards. Default: 0.5.</summary>
    public double Slack { get; init; } = 0.5;

    /// <summary>The most distinct texts that are listed as the only allowed ones. Default: 12.</summary>
    public int MaxDomain { get; init; } = 12;
}
