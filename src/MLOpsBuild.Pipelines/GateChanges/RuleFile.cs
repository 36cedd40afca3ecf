using System.Text.Json.Nodes;

namespace MLOpsBuild.Pipelines.GateChanges;

/// <summary>A reviewed file that says what is allowed, as it was accepted and as a change leaves it.</summary>
/// <param name="Path">Its path from the repository's root, with slashes.</param>
/// <param name="Before">Its bytes where the change began; null where it was not there.</param>
/// <param name="After">Its bytes now; null where it is gone.</param>
public sealed record RuleFile(string Path, byte[]? Before, byte[]? After)
{
    /// <summary>The file of those who may approve of a looser rule, in OpenSSH's form for allowed signers.</summary>
    public const string Owners = "gates.owners";

    /// <summary>The lock of the data: which schema judges a dataset is a rule, which partitions it has is not.</summary>
    public const string DataLock = "data.lock.json";

    /// <summary>True for the paths of files that hold rules: gates, accepted metrics, schemas, policies for retraining, environments, the lock of the data, and the owners.</summary>
    public static bool IsRuleFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Split('/') is ["pipelines", _, "gates.json" or "metrics.verified.json" or "retrain.json" or "schema.json"] or [Owners or DataLock]
            || (path.Split('/') is ["environments", var name] && name.EndsWith(".json", StringComparison.Ordinal));
    }

    /// <summary>The schemas that a lock of the data names, wherever they lie.</summary>
    /// <param name="dataLock">The lock's bytes.</param>
    public static IReadOnlyList<string> SchemasOf(byte[] dataLock)
    {
        ArgumentNullException.ThrowIfNull(dataLock);
        var datasets = JsonPlaces.At(JsonPlaces.Parse(dataLock), "datasets") as JsonObject ?? [];
        return [.. datasets.Select(d => JsonPlaces.Word(JsonPlaces.At(d.Value, "schema"))).OfType<string>().Where(path => path.Length > 0).Distinct().Order(StringComparer.Ordinal)];
    }
}

/// <summary>One place where a change allows more than was allowed.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Setting">The place in it, from the outermost key inwards.</param>
/// <param name="Before">What it said; null where it said nothing.</param>
/// <param name="After">What it says now; null where it says nothing.</param>
/// <param name="Reason">Why that is looser.</param>
/// <param name="IsBaseline">True for an accepted value of a metric that was lowered or taken away.</param>
public sealed record Loosening(string File, IReadOnlyList<string> Setting, string? Before, string? After, string Reason, bool IsBaseline = false)
{
    /// <summary>The place as people read it: <c>predictionTarget / auc / min</c>.</summary>
    public string Name => Setting.Count == 0 ? "the whole file" : string.Join(" / ", Setting);

    /// <summary>The change in one line.</summary>
    public string Text => $"{Before ?? "nothing"} → {After ?? "nothing"}: {Reason}";
}
