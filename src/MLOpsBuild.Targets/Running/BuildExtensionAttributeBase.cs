using System.Diagnostics.CodeAnalysis;

namespace MLOpsBuild.Targets.Running;

/// <summary>The base of attributes of a build class that take part in its course: they implement some of the interfaces whose names begin with <c>IOn</c>.</summary>
/// <remarks>A greater priority is called first; the overrides of the build class come last. What an extension throws counts as a defect of the build.</remarks>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The name is NUKE's.")]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public abstract class BuildExtensionAttributeBase : Attribute, IBuildExtension
{
    /// <summary>The build that the attribute belongs to; set before anything is called.</summary>
    public INukeBuild Build { get; internal set; } = null!;

    /// <inheritdoc/>
    public virtual float Priority { get; set; }
}
