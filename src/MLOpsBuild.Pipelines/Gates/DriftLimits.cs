namespace MLOpsBuild.Pipelines.Gates;

/// <summary>How drift of features, label and predictions is judged; a gates file without it takes the defaults.</summary>
public sealed record DriftLimits
{
    /// <summary>The smallest effect that matters, as a share of rows, above 0 and below 1. Default: 0.05.</summary>
    public double Margin { get; init; } = 0.05;

    /// <summary>Margins of single columns, in place of <see cref="Margin"/>.</summary>
    public SortedDictionary<string, double> Margins { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Features that the calendar fixes, such as the day of the week: what they do between two windows is known before any row is read, so they are not judged. Default: none.</summary>
    public IReadOnlyList<string> Calendar { get; init; } = [];

    /// <summary>What is wrong; null when nothing is.</summary>
    internal string? Problem =>
        Margins.Values.Append(Margin).Any(m => m is not (> 0 and < 1)) ? "a margin of 'drift' must be above 0 and below 1: it is a share of rows" : null;
}
