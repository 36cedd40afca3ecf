using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace MLOpsBuild.Targets.Definition;

/// <summary>A property of the build that is a target.</summary>
internal sealed record TargetMember(string Name, PropertyInfo Property)
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>All targets of a build class: its own in order of declaration, those of base classes, then those of interfaces.</summary>
    /// <exception cref="BuildConfigurationException">Two unrelated interfaces bring a target of the same name.</exception>
    public static IReadOnlyList<TargetMember> Of(Type build)
    {
        var members = new List<TargetMember>();
        for (var type = build; type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var property in TargetsOf(type))
                if (!members.Exists(m => m.Name == ShortName(property))) members.Add(new TargetMember(ShortName(property), property));
        }

        members.AddRange(OfInterfaces(build, [.. members.Select(m => m.Name)]));
        return members;
    }

    /// <summary>The targets that a type itself declares, in order of declaration.</summary>
    [SuppressMessage("Security", "S3011", Justification = "A target may be private: a build lists its own members.")]
    public static IEnumerable<PropertyInfo> TargetsOf(Type type) =>
        type.GetProperties(Own).Where(p => IsTarget(p.PropertyType) && p.GetMethod is not null).OrderBy(p => p.MetadataToken);

    /// <summary>The same lambda as a target: equal for equal ones, whatever word the property is declared with.</summary>
    public static Target AsTarget(Delegate lambda) => lambda as Target ?? lambda.Method.CreateDelegate<Target>(lambda.Target);

    private static bool IsTarget(Type type) => type == typeof(Target) || type == typeof(Setup) || type == typeof(Cleanup);

    public Target Read(object build) =>
        Property.GetValue(build) is Delegate lambda
            ? AsTarget(lambda)
            : throw new BuildConfigurationException($"The target '{Name}' of {Property.DeclaringType!.Name} is null; give it a lambda.");

    private static List<TargetMember> OfInterfaces(Type build, HashSet<string> taken)
    {
        var found = from type in build.GetInterfaces()
                    from property in TargetsOf(type)
                    where !property.Name.Contains('.', StringComparison.Ordinal) && !taken.Contains(property.Name)
                    select new TargetMember(property.Name, property);
        var members = new List<TargetMember>();
        var problems = new List<string>();
        foreach (var group in found.GroupBy(m => m.Name))
        {
            var all = group.ToList();
            var best = all.Find(m => all.TrueForAll(o => o.Property.DeclaringType!.IsAssignableFrom(m.Property.DeclaringType)));
            if (best is not null) members.Add(best);
            else problems.Add($"The target '{group.Key}' is declared by {string.Join(" and ", all.Select(m => m.Property.DeclaringType!.Name))}; declare it in {build.Name} to say which one is meant.");
        }

        return problems.Count == 0 ? members : throw new BuildConfigurationException(problems);
    }

    /// <summary>The last segment: an explicit implementation of an interface's property carries the interface's name in front.</summary>
    private static string ShortName(PropertyInfo property) => property.Name[(property.Name.LastIndexOf('.') + 1)..];
}
