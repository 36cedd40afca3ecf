using System.Buffers;
using System.Buffers.Binary;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace MLOpsBuild.Pipelines.Code;

/// <summary>
/// Finds the code that a step can reach and digests it, so that a step runs again exactly when something it may execute has changed.
/// </summary>
/// <remarks>
/// Rapid type analysis (Bacon and Sweeney, 1996) over the IL: calls are followed from the roots, and a virtual or interface call reaches the overrides of
/// every type that reachable code creates. Only assemblies of the project and of its pipelines are followed; the framework counts through the toolchain
/// part of the key, other packages through their module version. Code that is found by reflection alone is not seen.
/// </remarks>
public sealed class ReachableCode
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>The lists behind collection expressions: the compiler writes the same into every assembly.</summary>
    private const string CollectionExpression = "<>z__ReadOnly";

    private readonly SortedDictionary<string, string> _bodies = new(StringComparer.Ordinal);
    private readonly HashSet<MethodBase> _seen = [];
    private readonly HashSet<Type> _created = [];
    private readonly HashSet<Type> _touched = [];
    private readonly HashSet<MethodBase> _virtualCalls = [];
    private readonly Queue<MethodBase> _waiting = new();
    private readonly MethodNames _names = new();
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly Dictionary<Assembly, bool> _followed = [];

    private ReachableCode()
    {
    }

    /// <summary>The manifest of everything reachable from methods and from all methods of types.</summary>
    public static CodeManifest From(IEnumerable<MethodBase> methods, IEnumerable<Type> types)
    {
        var search = new ReachableCode();
        foreach (var method in methods) search.Reach(method);
        foreach (var type in types)
        {
            search.Create(type);
            for (var level = type; level is not null && search.IsFollowed(level.Assembly); level = level.BaseType)
            {
                foreach (var method in level.GetMethods(Declared)) search.Reach(method);
                foreach (var constructor in level.GetConstructors(Declared)) search.Reach(constructor);
            }
        }

        search.Run();
        return new CodeManifest(search._bodies);
    }

    private void Run()
    {
        while (_waiting.TryDequeue(out var method)) Digest(method);
    }

    private void Reach(MethodBase method)
    {
        var definition = Definition(method);
        if (definition.DeclaringType is { } type) Touch(type);
        if (!_seen.Add(definition)) return;
        if (definition.IsVirtual && _virtualCalls.Add(definition))
        {
            foreach (var created in _created.ToArray()) ReachOverride(created, definition);
        }

        if (IsFollowed(definition.Module.Assembly)) _waiting.Enqueue(definition);
    }

    /// <summary>A type whose members are used also runs its static initialiser.</summary>
    private void Touch(Type type)
    {
        var definition = type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;
        if (!_touched.Add(definition)) return;
        var assembly = definition.Assembly;
        if (!IsFollowed(assembly))
        {
            if (!IsFramework(assembly)) _bodies["package " + assembly.GetName().Name] = assembly.ManifestModule.ModuleVersionId.ToString("N");
            return;
        }

        if (definition.TypeInitializer is { } initializer) Reach(initializer);
    }

    private void Create(Type type)
    {
        if (type.IsGenericParameter) return;
        if (type.HasElementType)
        {
            Create(type.GetElementType()!);
            return;
        }

        var definition = type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;
        if (definition.IsInterface || definition.Name.StartsWith(CollectionExpression, StringComparison.Ordinal) || !IsFollowed(definition.Assembly) || !_created.Add(definition)) return;
        Touch(definition);
        foreach (var call in _virtualCalls.ToArray()) ReachOverride(definition, call);

        // Overrides of framework members (ToString, Dispose, a comparer's Compare) are called from code that is not followed.
        foreach (var method in definition.GetMethods(Declared).Where(m => m.IsVirtual && !IsFollowed(m.GetBaseDefinition().Module.Assembly))) Reach(method);
        foreach (var framework in definition.GetInterfaces().Where(i => !IsFollowed(i.Assembly))) ReachInterface(definition, framework, null);
    }

    private void ReachOverride(Type type, MethodBase call)
    {
        if (call.DeclaringType is not { } declaring) return;
        if (declaring.IsInterface)
        {
            foreach (var implemented in type.GetInterfaces().Where(i => (i.IsConstructedGenericType ? i.GetGenericTypeDefinition() : i) == declaring))
            {
                ReachInterface(type, implemented, call.Name);
            }

            return;
        }

        for (var level = type; level is not null && IsFollowed(level.Assembly); level = level.BaseType)
        {
            var definition = level.IsConstructedGenericType ? level.GetGenericTypeDefinition() : level;
            foreach (var method in definition.GetMethods(Declared).Where(m => m.IsVirtual && string.Equals(m.Name, call.Name, StringComparison.Ordinal))) Reach(method);
        }
    }

    private void ReachInterface(Type type, Type implemented, string? name)
    {
        if (type.IsGenericTypeDefinition)
        {
            // An open type has no interface map: go by the name, which also fits explicit implementations.
            foreach (var method in type.GetMethods(Declared).Where(m => m.IsVirtual && (name is null || m.Name.EndsWith(name, StringComparison.Ordinal)))) Reach(method);
            return;
        }

        var map = type.GetInterfaceMap(implemented);
        for (var i = 0; i < map.InterfaceMethods.Length; i++)
        {
            if (name is null || string.Equals(map.InterfaceMethods[i].Name, name, StringComparison.Ordinal)) Reach(map.TargetMethods[i]);
        }
    }

    private void Digest(MethodBase method)
    {
        _bytes.ResetWrittenCount();
        if (method.GetMethodBody() is { } body && body.GetILAsByteArray() is { } il)
        {
            foreach (var local in body.LocalVariables) Add(_names.Of(local.LocalType));
            foreach (var clause in body.ExceptionHandlingClauses)
            {
                Add($"{clause.Flags} {clause.TryOffset} {clause.TryLength} {clause.HandlerOffset} {clause.HandlerLength} {Caught(clause)}");
            }

            foreach (var instruction in IlReader.Read(il))
            {
                BinaryPrimitives.WriteInt16LittleEndian(_bytes.GetSpan(2), instruction.OpCode.Value);
                _bytes.Advance(2);
                if (instruction.Token == 0) _bytes.Write(instruction.Operand.Span);
                else Add(Follow(method, instruction));
            }
        }

        _bodies[_names.Of(method)] = Convert.ToHexStringLower(SHA256.HashData(_bytes.WrittenSpan).AsSpan(0, 8));
    }

    private string Follow(MethodBase inside, IlInstruction instruction)
    {
        var module = inside.Module;
        if (instruction.OpCode.OperandType == System.Reflection.Emit.OperandType.InlineString) return module.ResolveString(instruction.Token);
        if (instruction.OpCode.OperandType == System.Reflection.Emit.OperandType.InlineSig) return "signature";
        var typeArguments = inside.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = inside.IsGenericMethod ? inside.GetGenericArguments() : null;
        switch (module.ResolveMember(instruction.Token, typeArguments, methodArguments))
        {
            case MethodBase called:
                if (called.IsConstructor && called.DeclaringType is { } created) Create(created);
                Reach(called);
                CreateArguments(called);
                return _names.Of(called);
            case FieldInfo field:
                if (field.DeclaringType is { } owner) Touch(owner);
                return _names.Of(field);
            case Type named:
                Touch(named);
                if (named.IsValueType) Create(named);
                return _names.Of(named);
            default:
                return "";
        }
    }

    /// <summary>A generic method may create its type arguments, call their static members, or, as an async method's builder does, run them.</summary>
    private void CreateArguments(MethodBase called)
    {
        if (called.IsGenericMethod)
        {
            foreach (var argument in called.GetGenericArguments()) Create(argument);
        }

        if (called.DeclaringType is not { IsConstructedGenericType: true } owner) return;
        foreach (var argument in owner.GetGenericArguments()) Create(argument);
    }

    private string Caught(ExceptionHandlingClause clause) =>
        clause.Flags == ExceptionHandlingClauseOptions.Clause && clause.CatchType is { } type ? _names.Of(type) : "";

    /// <summary>The open generic form: every construction has the same IL.</summary>
    private static MethodBase Definition(MethodBase method) =>
        method.DeclaringType is { IsConstructedGenericType: true } || method is MethodInfo { IsGenericMethod: true, IsGenericMethodDefinition: false }
            ? method.Module.ResolveMethod(method.MetadataToken) ?? method
            : method;

    private void Add(string text)
    {
        Encoding.UTF8.GetBytes(text, _bytes);
        _bytes.Write<byte>([0]);
    }

    /// <summary>True for what counts through the toolchain.</summary>
    internal static bool IsFramework(Assembly assembly) =>
        string.Equals(Path.GetDirectoryName(assembly.Location), Path.GetDirectoryName(typeof(object).Assembly.Location), StringComparison.Ordinal) || IsFramework(assembly.GetName());

    /// <summary>The same by the name alone, as far as that can tell.</summary>
    internal static bool IsFramework(AssemblyName assembly) =>
        assembly.Name is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal));

    /// <summary>True for assemblies of the project and of its pipelines, whose code is read.</summary>
    internal static bool Follows(Assembly assembly) => IsOurs(assembly.GetName()) || (!IsFramework(assembly) && assembly.GetReferencedAssemblies().Any(IsOurs));

    private bool IsFollowed(Assembly assembly)
    {
        if (_followed.TryGetValue(assembly, out var followed)) return followed;
        return _followed[assembly] = Follows(assembly);
    }

    private static bool IsOurs(AssemblyName name) => name.Name?.StartsWith("MLOpsBuild.", StringComparison.Ordinal) == true;
}
