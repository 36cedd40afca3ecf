using System.Collections.Frozen;

namespace MLOpsBuild.Pipelines.Gates;

/// <summary>The kinds of gates that a pipeline knows. Immutable.</summary>
public sealed class GateCatalogue
{
    private readonly FrozenDictionary<string, IGateKind> _kinds;

    /// <summary>With some kinds.</summary>
    /// <exception cref="ArgumentException">Two have one name.</exception>
    public GateCatalogue(params IEnumerable<IGateKind> kinds)
    {
        var known = new Dictionary<string, IGateKind>(StringComparer.Ordinal);
        foreach (var kind in kinds)
        {
            if (!known.TryAdd(kind.Kind, kind)) throw new ArgumentException($"Two kinds of gates are named '{kind.Kind}': {known[kind.Kind].GetType().Name} and {kind.GetType().Name}.", nameof(kinds));
        }

        _kinds = known.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The names of the kinds, in order.</summary>
    public IReadOnlyList<string> Names => [.. _kinds.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The kind of a name; null when there is none.</summary>
    public IGateKind? Find(string name) => _kinds.GetValueOrDefault(name);

    /// <summary>One kind more.</summary>
    /// <exception cref="ArgumentException">There is one of its name.</exception>
    public GateCatalogue With(IGateKind kind) => new(_kinds.Values.Append(kind));
}
