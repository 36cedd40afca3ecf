namespace MLOpsBuild.Targets;

/// <summary>Fills a field or property of the build from the command line, the environment or <c>.nuke/parameters.json</c>, in this order.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>A parameter with what it is for.</summary>
    /// <param name="description">A sentence for <c>--help</c>.</param>
    public ParameterAttribute(string? description = null) => Description = description;

    /// <summary>What it is for; null when the build does not say.</summary>
    public string? Description { get; }

    /// <summary>The name, if it is not the member's.</summary>
    public string? Name { get; init; }

    /// <summary>The character that splits a single word into the items of an array; null for none.</summary>
    public string? Separator { get; init; }

    /// <summary>False leaves the parameter out of <c>--help</c>.</summary>
    public bool List { get; init; } = true;
}

/// <summary>The value of this parameter is never shown: every output of the build has it masked. It is not read from files of the repository.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

/// <summary>The build does not start without a value for this parameter.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute;

/// <summary>The names of an interface's parameters get this prefix: <c>Data</c> and <c>Dir</c> make <c>--data-dir</c>.</summary>
/// <param name="prefix">The prefix; a trailing <c>Prefix</c> is dropped.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class ParameterPrefixAttribute(string prefix) : Attribute
{
    /// <summary>The prefix.</summary>
    public string Prefix { get; } = prefix.EndsWith("Prefix", StringComparison.Ordinal) && prefix.Length > 6 ? prefix[..^6] : prefix;
}
