using System.Reflection;

namespace MLOpsBuild.Targets.Running;

/// <summary>The extensions of a build class, in the order in which they are called.</summary>
internal sealed class Extensions
{
    private readonly IReadOnlyList<BuildExtensionAttributeBase> _all;

    public Extensions(NukeBuild build)
    {
        _all = [.. build.GetType().GetCustomAttributes<BuildExtensionAttributeBase>(inherit: true).OrderByDescending(e => e.Priority)];
        foreach (var extension in _all) extension.Build = build;
    }

    public void Call<T>(Action<T> call)
        where T : IBuildExtension
    {
        foreach (var extension in _all.OfType<T>()) call(extension);
    }
}
