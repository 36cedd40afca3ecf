using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace MLOpsBuild.Architecture.Tests.Code;

/// <summary>Names of types and members in the form that documentation comments and the list of banned symbols use.</summary>
internal sealed class TypeNames(MetadataReader metadata) : ISignatureTypeProvider<string, object?>
{
    /// <summary>The namespace of a type; a nested type has its outer type's.</summary>
    internal string NamespaceOf(TypeDefinitionHandle handle) => metadata.GetString(metadata.GetTypeDefinition(OutermostHandle(handle)).Namespace);

    /// <summary>The full name of the type that a type is nested in, or its own.</summary>
    internal string Outermost(TypeDefinitionHandle handle) => GetTypeFromDefinition(metadata, OutermostHandle(handle), 0);

    /// <summary>The documentation name of a called method or used field of another assembly; null for anything else.</summary>
    internal string? MemberName(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.MethodSpecification)
            handle = metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        if (handle.Kind != HandleKind.MemberReference) return null;
        var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
        if (DeclaringType(member.Parent) is not { } type) return null;
        var name = metadata.GetString(member.Name).Replace('.', '#');
        if (member.GetKind() == MemberReferenceKind.Field) return $"F:{type}.{name}";
        var parameters = member.DecodeMethodSignature(this, null).ParameterTypes;
        return parameters.IsEmpty ? $"M:{type}.{name}" : $"M:{type}.{name}({string.Join(",", parameters)})";
    }

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        return Join(type.GetDeclaringType() is { IsNil: false } outer ? GetTypeFromDefinition(reader, outer, 0) : reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        var outer = type.ResolutionScope.Kind == HandleKind.TypeReference
            ? GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, 0)
            : reader.GetString(type.Namespace);
        return Join(outer, reader.GetString(type.Name));
    }

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => $"System.{typeCode}";

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}]";

    public string GetByReferenceType(string elementType) => elementType + "@";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => genericType;

    public string GetGenericMethodParameter(object? genericContext, int index) => $"``{index}";

    public string GetGenericTypeParameter(object? genericContext, int index) => $"`{index}";

    public string GetFunctionPointerType(MethodSignature<string> signature) => "function*";

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    private static string Join(string outer, string name) => outer.Length == 0 ? name : $"{outer}.{name}";

    private string? DeclaringType(EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => GetTypeFromReference(metadata, (TypeReferenceHandle)parent, 0),
        HandleKind.TypeSpecification => GetTypeFromSpecification(metadata, null, (TypeSpecificationHandle)parent, 0),
        HandleKind.TypeDefinition => GetTypeFromDefinition(metadata, (TypeDefinitionHandle)parent, 0),
        _ => null,
    };

    private TypeDefinitionHandle OutermostHandle(TypeDefinitionHandle handle)
    {
        while (metadata.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer) handle = outer;
        return handle;
    }
}
