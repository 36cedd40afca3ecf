using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli;

/// <summary>The repository's <c>mlops.json</c>: where data and packages are kept.</summary>
/// <param name="Version">The format's version.</param>
/// <param name="DataRemote">The remote that holds data and accepted models: a folder or <c>oci://host/name</c>.</param>
/// <param name="Registry">Where packages are pushed: a folder or <c>oci://host/name</c>.</param>
/// <param name="CertificateAuthority">A PEM file with the authority that signs the registries' certificates, from the repository's root or as a full path; null for the system's authorities.</param>
/// <param name="CacheKeys">The public keys that shared results of steps may be signed with, by name; null for none. Those of the default branch count, not a change's own.</param>
public sealed record ProjectFile(int Version, string DataRemote, string Registry, string? CertificateAuthority = null, SortedDictionary<string, string>? CacheKeys = null)
{
    /// <summary>The file's name at the repository's root.</summary>
    public const string FileName = "mlops.json";

    /// <summary>Reads the file's bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="shownAs">How messages name them.</param>
    /// <exception cref="ConfigurationException">They are broken or of another version.</exception>
    public static ProjectFile Parse(ReadOnlySpan<byte> bytes, string shownAs)
    {
        try
        {
            return Known(StepJson.Read<ProjectFile>(bytes), shownAs);
        }
        catch (System.Text.Json.JsonException problem)
        {
            throw new ConfigurationException($"{shownAs}: {problem.Message}", problem);
        }
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="ConfigurationException">It is missing, broken or of another version.</exception>
    public static ProjectFile Read(string root) => Known(StepJson.ReadFile<ProjectFile>(Path.Combine(root, FileName), FileName), FileName);

    private static ProjectFile Known(ProjectFile file, string shownAs) =>
        file.Version == 1 ? file : throw new ConfigurationException($"{shownAs} is of version {file.Version}; this build reads version 1.");
}
