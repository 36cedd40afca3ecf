using MLOpsBuild.Content;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Operations;

/// <summary>How people name a package: by digest, by the beginning of one, or not at all for the newest.</summary>
internal static class PackageReference
{
    /// <exception cref="ConfigurationException">It names nothing, or more than one package.</exception>
    public static Digest Resolve(Session session, string? reference)
    {
        var store = session.Workspace.Store;
        if (reference is null)
        {
            return store.Resolve(Packaging.TagOf(session.Pipeline.Name))?.Digest
                ?? throw new ConfigurationException($"The store has no package of {session.Pipeline.Name} yet; make one with './build.sh Package'.");
        }

        if (Digest.TryParse(reference, out var digest))
        {
            return store.Contains(digest) ? digest : throw new ConfigurationException($"The store does not have {digest}; fetch it with './mlops model pull {digest}'.");
        }

        var start = reference.StartsWith("sha256:", StringComparison.Ordinal) ? reference["sha256:".Length..] : reference;
        var known = store.Tags().Select(t => t.Descriptor.Digest).Distinct().Where(d => d.Hex.StartsWith(start, StringComparison.Ordinal)).ToArray();
        return known.Length == 1 ? known[0] : throw new ConfigurationException(known.Length == 0
            ? $"No package begins with '{reference}'; './mlops model list' shows them."
            : $"'{reference}' could be any of {string.Join(", ", known.Select(k => k.Short))}.");
    }
}
