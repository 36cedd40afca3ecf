using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MLOpsBuild.Architecture.Tests.Code;

/// <summary>A use of a type of the same assembly, by full names.</summary>
internal readonly record struct TypeUse(string From, string FromNamespace, string To, string ToNamespace);

/// <summary>A use of a member inside a method's code; <paramref name="Target"/> is written as in documentation comments: <c>M:System.Guid.NewGuid</c>.</summary>
internal readonly record struct MemberUse(string Type, string Method, string Target);

/// <summary>What an assembly's types use, read from the compiled file: suppressed analyzers change nothing here.</summary>
internal sealed class AssemblyUses : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly TypeNames _names;

    internal AssemblyUses(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _metadata = _file.GetMetadataReader();
        _names = new TypeNames(_metadata);
    }

    internal static AssemblyUses Of(string library) => new(Path.Combine(AppContext.BaseDirectory, library + ".dll"));

    public void Dispose() => _file.Dispose();

    /// <summary>Uses between types of this assembly in bases, interfaces, fields, signatures and code.</summary>
    internal IEnumerable<TypeUse> TypeUses()
    {
        foreach (var handle in _metadata.TypeDefinitions)
        {
            var collector = new TypeCollector(_metadata);
            CollectDeclarations(_metadata.GetTypeDefinition(handle), collector);
            foreach (var method in _metadata.GetTypeDefinition(handle).GetMethods()) CollectMethod(method, collector);
            foreach (var used in collector.Found)
                yield return new TypeUse(_names.Outermost(handle), _names.NamespaceOf(handle), _names.Outermost(used), _names.NamespaceOf(used));
        }
    }

    /// <summary>Every member that the assembly's code calls, reads or creates.</summary>
    internal IEnumerable<MemberUse> MemberUses()
    {
        foreach (var handle in _metadata.TypeDefinitions)
        {
            foreach (var methodHandle in _metadata.GetTypeDefinition(handle).GetMethods())
            {
                var name = _metadata.GetString(_metadata.GetMethodDefinition(methodHandle).Name);
                foreach (var token in Tokens(methodHandle))
                {
                    if (_names.MemberName(token) is { } target) yield return new MemberUse(_names.Outermost(handle), name, target);
                }
            }
        }
    }

    private void CollectDeclarations(TypeDefinition type, TypeCollector collector)
    {
        collector.Visit(type.BaseType);
        foreach (var i in type.GetInterfaceImplementations()) collector.Visit(_metadata.GetInterfaceImplementation(i).Interface);
        foreach (var f in type.GetFields()) _metadata.GetFieldDefinition(f).DecodeSignature(collector, null);
    }

    private void CollectMethod(MethodDefinitionHandle handle, TypeCollector collector)
    {
        var method = _metadata.GetMethodDefinition(handle);
        method.DecodeSignature(collector, null);
        if (Body(method) is { LocalSignature.IsNil: false } body)
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(collector, null);
        foreach (var token in Tokens(handle)) collector.Visit(token);
    }

    private IEnumerable<EntityHandle> Tokens(MethodDefinitionHandle handle) =>
        Body(_metadata.GetMethodDefinition(handle)) is { } body ? IntermediateLanguage.Tokens(body.GetILContent()) : [];

    private MethodBodyBlock? Body(MethodDefinition method) =>
        method.RelativeVirtualAddress == 0 ? null : _file.GetMethodBody(method.RelativeVirtualAddress);
}
