using MLOpsBuild.Content;

namespace MLOpsBuild.Delivery.Packages;

/// <summary>A manifest is no model package, or contradicts itself.</summary>
public sealed class InvalidPackageException : Exception
{
    /// <summary>Names the package and what is wrong with it.</summary>
    public InvalidPackageException(Digest package, string reason, Exception? inner = null)
        : base($"{package} is no usable model package: {reason}", inner) => Package = package;

    /// <summary>The manifest's digest.</summary>
    public Digest Package { get; }
}
