using System.Reflection;

namespace MLOpsBuild.Targets;

/// <summary>A closed set of words as a class: public static fields of the deriving type are its values.</summary>
/// <example><code>
/// public sealed class Configuration : Enumeration
/// {
///     public static readonly Configuration Debug = new() { Value = nameof(Debug) };
///     public static readonly Configuration Release = new() { Value = nameof(Release) };
/// }
/// </code></example>
public abstract class Enumeration : IEquatable<Enumeration>
{
    /// <summary>The word that this value stands for.</summary>
    public string Value { get; protected init; } = "";

    /// <summary>The word of a value; null for null.</summary>
    public static implicit operator string?(Enumeration? value) => value?.Value;

    /// <summary>Equal by type and word.</summary>
    public static bool operator ==(Enumeration? left, Enumeration? right) => Equals(left, right);

    /// <summary>Different by type or word.</summary>
    public static bool operator !=(Enumeration? left, Enumeration? right) => !Equals(left, right);

    /// <inheritdoc/>
    public bool Equals(Enumeration? other) => other is not null && GetType() == other.GetType() && Value == other.Value;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as Enumeration);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The word.</summary>
    public sealed override string ToString() => Value;

    internal static IEnumerable<(string Name, Enumeration Value)> ValuesOf(Type type) =>
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        where type.IsAssignableFrom(field.FieldType)
        orderby field.MetadataToken
        select (field.Name, (Enumeration)field.GetValue(null)!);
}
