using System.Text;
using MLOpsBuild.Content;

namespace MLOpsBuild.Pipelines.Code;

/// <summary>Every method that a step can reach, each with the digest of what it does. Sorted by name, so that two manifests compare line by line.</summary>
public sealed class CodeManifest
{
    private readonly SortedDictionary<string, string> _methods;

    internal CodeManifest(SortedDictionary<string, string> methods)
    {
        _methods = methods;
        Bytes = Encoding.UTF8.GetBytes(string.Concat(methods.Select(m => $"{m.Value} {m.Key}\n")));
        Digest = Digest.Of(Bytes);
    }

    /// <summary>The digest of the whole manifest: the code's part of a step's key.</summary>
    public Digest Digest { get; }

    /// <summary>The manifest as stored: one line a method, <c>digest name</c>.</summary>
    public byte[] Bytes { get; }

    /// <summary>The number of methods.</summary>
    public int Count => _methods.Count;

    /// <summary>Reads a stored manifest back.</summary>
    /// <exception cref="InvalidDataException">A line is not of the form <c>digest name</c>.</exception>
    public static CodeManifest Parse(byte[] bytes)
    {
        var methods = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space <= 0) throw new InvalidDataException($"The code manifest has a line without a digest: '{line}'.");
            methods[line[(space + 1)..]] = line[..space];
        }

        return new CodeManifest(methods);
    }

    /// <summary>The methods that were changed, added or removed since <paramref name="earlier"/>, sorted.</summary>
    public IReadOnlyList<string> ChangedSince(CodeManifest earlier) =>
    [
        .. _methods.Keys.Union(earlier._methods.Keys)
            .Where(name => _methods.GetValueOrDefault(name) != earlier._methods.GetValueOrDefault(name))
            .Order(StringComparer.Ordinal),
    ];
}
