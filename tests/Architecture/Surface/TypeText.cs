using System.Reflection;

namespace MLOpsBuild.Architecture.Tests.Surface;

/// <summary>Writes types the way C# does: keywords, generic arguments, arrays, nullability.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    /// <summary>A type; with what is known of its nullability, also where references may be null.</summary>
    internal static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef) return Of(type.GetElementType()!, nullability);
        if (Nullable.GetUnderlyingType(type) is { } value) return Of(value) + "?";
        var mark = nullability is { ReadState: NullabilityState.Nullable } && CanSayNull(type) ? "?" : "";
        if (type.IsArray) return $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        return (Keywords.TryGetValue(type, out var keyword) ? keyword : NameWithArguments(type, nullability)) + mark;
    }

    /// <summary>The type's name with those of the types it is nested in, without its namespace.</summary>
    internal static string Name(Type type) =>
        (type.IsNested && !type.IsGenericParameter ? Name(type.DeclaringType!) + "." : "") + type.Name.Split('`')[0];

    // A type parameter that may stand for a value is reported as nullable whether or not the source says so.
    private static bool CanSayNull(Type type) =>
        type.IsGenericParameter ? type.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) : !type.IsValueType;

    private static string NameWithArguments(Type type, NullabilityInfo? nullability)
    {
        if (type.IsGenericParameter) return type.Name;
        if (!type.IsGenericType) return Name(type);
        var known = nullability?.GenericTypeArguments ?? [];
        var arguments = type.GetGenericArguments()
            .Select((argument, i) => Of(argument, i < known.Length ? known[i] : null))
            .ToList();
        var list = string.Join(", ", arguments);
        return type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true ? $"({list})" : $"{Name(type)}<{list}>";
    }
}
