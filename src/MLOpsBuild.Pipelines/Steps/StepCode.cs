using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Code;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>
/// The digests of steps' code. Reading what a step reaches takes longer than any hit, so what it was is kept, by the assemblies that it could be read from.
/// </summary>
internal sealed class StepCode(ContentStore store, string folder, ConcurrentDictionary<string, Digest>? known)
{
    private readonly AssemblyPrints _prints = new();
    private readonly ConcurrentDictionary<string, Digest> _known = known ?? new(StringComparer.Ordinal);

    /// <summary>The digest of the step's manifest, which is in the store. Steps that differ only in their data share their code.</summary>
    public Digest Of(Step step)
    {
        var roots = string.Join('|', step.Methods.Select(Name).Concat(step.Types.Select(t => t.AssemblyQualifiedName)));
        var digest = _known.GetOrAdd(roots, _ => Find(step, roots));
        if (!store.Contains(digest)) store.Put(ReachableCode.From(step.Methods, step.Types).Bytes);
        return digest;
    }

    private Digest Find(Step step, string roots)
    {
        if (_prints.Of(step.Methods, step.Types) is not { } assemblies) return Read(step);
        var path = Path.Combine(folder, Digest.Of(Encoding.UTF8.GetBytes($"{roots}\n{assemblies}")).Hex);
        if (File.Exists(path) && Digest.TryParse(File.ReadAllText(path), out var kept) && store.Contains(kept)) return kept;
        var digest = Read(step);
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(digest.ToString()));
        return digest;
    }

    private Digest Read(Step step) => store.Put(ReachableCode.From(step.Methods, step.Types).Bytes);

    private static string Name(MethodBase method) => $"{method.DeclaringType?.AssemblyQualifiedName}.{method.Name}#{method.MetadataToken}";
}
