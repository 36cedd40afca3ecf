using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Environments;

namespace MLOpsBuild.Delivery.Promotion;

/// <summary>What a promotion is checked against besides the environment itself. What is null is not checked, except for <see cref="After"/>.</summary>
public sealed record PromotionContext
{
    /// <summary>The model's name in the package.</summary>
    public string? PackageModel { get; init; }

    /// <summary>The environment that must have the digest first; needed where the file names one.</summary>
    public EnvironmentFile? After { get; init; }

    /// <summary>The gate configuration that verdicts must rest on.</summary>
    public Digest? GateConfiguration { get; init; }

    /// <summary>The evaluation data that verdicts must rest on.</summary>
    public Digest? EvaluationData { get; init; }
}
