namespace MLOpsBuild.Reporting.Cards;

/// <summary>What a model card says of a model besides its report.</summary>
/// <param name="Report">The report: data, metrics, slices and provenance are taken from it, and nothing of the moment.</param>
/// <param name="Target">What is predicted.</param>
/// <param name="Task">The kind of prediction: <c>binary</c>.</param>
/// <param name="Method">How it was made: the model's format.</param>
public sealed record ModelCardFacts(ReportModel Report, string Target, string Task, string Method)
{
    /// <summary>The features with their types and meanings.</summary>
    public IReadOnlyList<(string Name, string Type, string Meaning)> Features { get; init; } = [];

    /// <summary>The names of the report's gates that judge fairness.</summary>
    public IReadOnlySet<string> FairnessGates { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The settings that decide the model.</summary>
    public IReadOnlyList<Setting> Parameters { get; init; } = [];
}
