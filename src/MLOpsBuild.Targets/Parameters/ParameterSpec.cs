using System.Reflection;

namespace MLOpsBuild.Targets.Parameters;

/// <summary>How many words follow an option.</summary>
internal enum Arity
{
    /// <summary>None, or <c>true</c> or <c>false</c>.</summary>
    Switch,

    /// <summary>One.</summary>
    Single,

    /// <summary>None or one.</summary>
    Optional,

    /// <summary>All up to the next option.</summary>
    Many,
}

/// <summary>One parameter of a build.</summary>
internal sealed record ParameterSpec(string Name, Type Type)
{
    public string? Description { get; init; }

    /// <summary>Splits a single word into the items of an array; null for none.</summary>
    public string? Separator { get; init; }

    public bool IsSecret { get; init; }

    public bool IsRequired { get; init; }

    public bool IsListed { get; init; } = true;

    /// <summary>The field or property; null for the options that every build has.</summary>
    public MemberInfo? Member { get; init; }

    public Arity Arity { get; init; } = ArityOf(Type);

    /// <summary>Options that every build has come from the command line, or from variables that begin with <c>NUKE_</c>.</summary>
    public bool IsBuiltIn => Member is null;

    public string Option => "--" + ParameterName.Dashed(Name);

    public Type ItemType => Unwrap(Type.IsArray ? Type.GetElementType()! : Type);

    /// <summary>The words that the type allows; empty when they are not a closed set.</summary>
    public IReadOnlyList<string> Choices =>
        ItemType.IsEnum ? Enum.GetNames(ItemType)
        : ItemType.IsAssignableTo(typeof(Enumeration)) ? [.. Enumeration.ValuesOf(ItemType).Select(v => v.Name)]
        : ItemType == typeof(Host) ? [.. Host.All.Select(h => h.Name)]
        : [];

    /// <summary>Whether words such as <c>-5</c> are values.</summary>
    public bool TakesNumbers => Type.GetTypeCode(ItemType) is >= TypeCode.SByte and <= TypeCode.Decimal && !ItemType.IsEnum;

    private static Arity ArityOf(Type type) => type.IsArray ? Arity.Many : Unwrap(type) == typeof(bool) ? Arity.Switch : Arity.Single;

    private static Type Unwrap(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
