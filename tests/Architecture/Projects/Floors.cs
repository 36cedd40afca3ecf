namespace MLOpsBuild.Architecture.Tests.Projects;

/// <summary>The floors of the house: what each library may refer to, directly. An arrow only ever points down.</summary>
internal static class Floors
{
    /// <summary>Library → the libraries it may name in its project file. What is not listed is not allowed.</summary>
    internal static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Allowed = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        // Ground.
        ["MLOpsBuild.Content"] = [],
        ["MLOpsBuild.Tables"] = [],
        ["MLOpsBuild.Numerics"] = [],
        ["MLOpsBuild.Verdicts"] = [],
        ["MLOpsBuild.Git"] = [],
        ["MLOpsBuild.Documents"] = [],
        ["MLOpsBuild.Targets"] = [],
        // Second floor.
        ["MLOpsBuild.Data"] = ["MLOpsBuild.Content", "MLOpsBuild.Tables", "MLOpsBuild.Numerics", "MLOpsBuild.Verdicts"],
        ["MLOpsBuild.Learning"] = ["MLOpsBuild.Tables", "MLOpsBuild.Numerics"],
        // Third.
        ["MLOpsBuild.Pipelines"] = ["MLOpsBuild.Data", "MLOpsBuild.Learning"],
        // Fourth.
        ["MLOpsBuild.Delivery"] = ["MLOpsBuild.Pipelines", "MLOpsBuild.Git"],
        ["MLOpsBuild.Reporting"] = ["MLOpsBuild.Pipelines", "MLOpsBuild.Documents"],
        // Fifth.
        ["MLOpsBuild.Serving"] = ["MLOpsBuild.Delivery"],
        ["MLOpsBuild.GitHub"] = ["MLOpsBuild.Reporting", "MLOpsBuild.Delivery", "MLOpsBuild.Targets"],
        ["MLOpsBuild.Retraining"] = ["MLOpsBuild.Delivery", "MLOpsBuild.Reporting"],
        // Roof.
        ["MLOpsBuild.Cli"] = ["MLOpsBuild.Serving", "MLOpsBuild.GitHub", "MLOpsBuild.Retraining"],
    };

    /// <summary>What is wrong with a library's references, one sentence each.</summary>
    internal static IEnumerable<string> Violations(string library, IEnumerable<string> references)
    {
        if (!Allowed.TryGetValue(library, out var allowed))
        {
            yield return $"{library} stands on no floor: give it a place in Floors and in docs/architecture.md.";
            yield break;
        }

        foreach (var reference in references.Except(allowed))
        {
            yield return $"{library} refers to {reference}, which is not below it; allowed are: {(allowed.Count == 0 ? "none" : string.Join(", ", allowed))}.";
        }
    }
}
