namespace MLOpsBuild.Content;

/// <summary>Opens remotes by their reference.</summary>
public static class Remotes
{
    /// <summary>A folder's path, or <c>oci://host[:port]/name</c> for a repository of a registry. Nothing is asked yet.</summary>
    /// <exception cref="ArgumentException">The reference is of another kind, or an option is out of its range.</exception>
    /// <exception cref="InvalidDataException">The certificate authority's file cannot be read or holds no certificate.</exception>
    public static IRemote Open(string reference, RemoteOptions options)
    {
        if (RegistryReference.Is(reference)) return new RegistryRemote(RegistryReference.Parse(reference, options.CertificateAuthority is not null), options);
        return reference.Contains("://", StringComparison.Ordinal)
            ? throw new ArgumentException($"'{reference}' is neither a folder nor oci://host[:port]/name.", nameof(reference))
            : new FolderRemote(reference, reference);
    }
}
