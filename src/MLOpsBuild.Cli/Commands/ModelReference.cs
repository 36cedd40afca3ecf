using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Commands;

/// <summary>How people name a package of the local store: a digest, the beginning of one, a pipeline, or its tag.</summary>
internal static class ModelReference
{
    private const int LeastDigits = 4;

    /// <exception cref="ConfigurationException">It names none, or more than one.</exception>
    public static Digest Resolve(Workspace workspace, string reference)
    {
        var packages = Place.Packages(workspace);
        var pipeline = reference.StartsWith("models/", StringComparison.Ordinal) ? reference["models/".Length..] : reference;
        if (packages.FirstOrDefault(p => p.IsNewest && p.Pipeline == pipeline) is { } newest) return newest.Digest;
        if (Digest.TryParse(reference, out var digest))
        {
            return workspace.Store.Contains(digest) ? digest : throw new ConfigurationException($"The store does not have {digest}; fetch it with './mlops model pull {digest}'.");
        }

        var start = reference.StartsWith("sha256:", StringComparison.Ordinal) ? reference["sha256:".Length..] : reference;
        var found = packages.Select(p => p.Digest).Distinct().Where(d => start.Length >= LeastDigits && d.Hex.StartsWith(start, StringComparison.Ordinal)).ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 when packages.Count == 0 => throw new ConfigurationException($"No package is named '{reference}': there is none yet. './build.sh Package' makes one."),
            0 => throw new ConfigurationException($"No package is named '{reference}'. {NearestName.Hint(reference, [.. packages.Select(p => p.Pipeline).Concat(packages.Select(p => p.Digest.Short)).Distinct()])}"),
            _ => throw new ConfigurationException($"'{reference}' could be any of {string.Join(", ", found.Select(f => f.Short))}; give more digits."),
        };
    }
}
