namespace MLOpsBuild.Delivery.Packages;

/// <summary>Everything that a model package holds. Nothing here depends on a time, a person, a commit or a folder.</summary>
public sealed record ModelPackageContent
{
    /// <summary>The model's name; the same as in <see cref="Signature"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The serialised model.</summary>
    public required byte[] Model { get; init; }

    /// <summary>What the model takes and gives.</summary>
    public required ModelSignature Signature { get; init; }

    /// <summary>The assembly that computes the features; null when the package brings no code.</summary>
    public byte[]? Code { get; init; }

    /// <summary>The assembly's file name, without a folder; null when there is no code.</summary>
    public string? CodeFile { get; init; }

    /// <summary>The model card: Markdown in UTF-8.</summary>
    public required byte[] Card { get; init; }
}
