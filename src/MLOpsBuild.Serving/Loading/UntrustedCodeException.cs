using MLOpsBuild.Content;

namespace MLOpsBuild.Serving.Loading;

/// <summary>A package brings code from elsewhere.</summary>
public sealed class UntrustedCodeException : Exception
{
    /// <summary>Names the package and what to do.</summary>
    public UntrustedCodeException(Digest package)
        : base($"The package {package} brings code that this store did not build, so it is not loaded. Build it here with './build.sh Package': the same sources give the same digest.") => Package = package;

    /// <summary>The package.</summary>
    public Digest Package { get; }
}
