using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace MLOpsBuild.Pipelines.Code;

/// <summary>Says which assemblies a search for reachable code could look into, by their module versions: a deterministic compiler gives equal versions to equal code.</summary>
internal sealed class AssemblyPrints
{
    // Reading an assembly's references takes longer than all the rest, and most steps reach the same ones.
    private readonly ConcurrentDictionary<Assembly, Print> _prints = new();

    /// <summary>A line for the runtime and for each assembly, sorted; null when one cannot be found, so that nothing is known of it.</summary>
    public string? Of(IEnumerable<MethodBase> methods, IEnumerable<Type> types)
    {
        // How code is searched is code, too.
        var roots = methods.SelectMany(AssembliesOf).Concat(types.SelectMany(AssembliesOf)).Append(typeof(AssemblyPrints).Assembly);
        var waiting = new Queue<Assembly>(roots);
        var seen = new HashSet<Assembly>();
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var assembly))
        {
            if (!seen.Add(assembly)) continue;
            var print = _prints.GetOrAdd(assembly, Read);
            if (print.Next is null) return null;
            if (print.Line is not null) lines.Add(print.Line);
            foreach (var next in print.Next) waiting.Enqueue(next);
        }

        return string.Join('\n', lines.Prepend($".NET {Environment.Version}"));
    }

    private static Print Read(Assembly assembly)
    {
        if (ReachableCode.IsFramework(assembly)) return new Print(null, []);
        var line = $"{assembly.FullName} {assembly.ManifestModule.ModuleVersionId:N}";
        if (!ReachableCode.Follows(assembly)) return new Print(line, []);
        var next = assembly.GetReferencedAssemblies().Where(n => !ReachableCode.IsFramework(n)).Select(name => Load(assembly, name)).ToArray();
        return new Print(line, next.Contains(null) ? null : [.. next.OfType<Assembly>()]);
    }

    private static IEnumerable<Assembly> AssembliesOf(MethodBase method)
    {
        var inType = method.DeclaringType is { } type ? AssembliesOf(type) : [];
        return method is MethodInfo { IsGenericMethod: true } ? inType.Concat(method.GetGenericArguments().SelectMany(AssembliesOf)) : inType;
    }

    private static IEnumerable<Assembly> AssembliesOf(Type type) => type.GetGenericArguments().SelectMany(AssembliesOf).Prepend(type.Assembly);

    private static Assembly? Load(Assembly from, AssemblyName name)
    {
        try
        {
            return (AssemblyLoadContext.GetLoadContext(from) ?? AssemblyLoadContext.Default).LoadFromAssemblyName(name);
        }
        catch (Exception problem) when (problem is IOException or BadImageFormatException)
        {
            return null;
        }
    }

    /// <summary>What one assembly says.</summary>
    /// <param name="Line">Its name and version; null for what counts through the runtime's.</param>
    /// <param name="Next">Those that its code can reach; null when one of them cannot be found.</param>
    private sealed record Print(string? Line, IReadOnlyList<Assembly>? Next);
}
