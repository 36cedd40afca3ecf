using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace MLOpsBuild.Targets.Parameters;

/// <summary>Every parameter of a build class: its own, those of its base classes and interfaces, and those that every build has.</summary>
internal sealed class ParameterCatalog
{
    private const BindingFlags Own =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private ParameterCatalog(IReadOnlyList<ParameterSpec> own) => All = [.. own, .. BuiltIn.All];

    public IReadOnlyList<ParameterSpec> All { get; }

    /// <exception cref="BuildConfigurationException">Two parameters have the same name.</exception>
    public static ParameterCatalog Of(Type build)
    {
        var specs = new List<ParameterSpec>();
        for (var type = build; type is not null && type != typeof(object); type = type.BaseType) specs.AddRange(SpecsOf(type, ""));
        foreach (var type in build.GetInterfaces())
            specs.AddRange(SpecsOf(type, type.GetCustomAttribute<ParameterPrefixAttribute>()?.Prefix ?? ""));
        var problems = new List<string>();
        foreach (var group in specs.GroupBy(s => ParameterName.Bare(s.Name)))
        {
            if (BuiltIn.All.Any(b => ParameterName.Bare(b.Name) == group.Key)) problems.Add($"The parameter '{group.First().Name}' has the name of an option that every build has.");
            // An interface's parameter that the class implements is one parameter.
            else if (group.Count(s => !s.Member!.DeclaringType!.IsInterface) > 1) problems.Add($"Two parameters have the name '{group.First().Name}'.");
        }

        return problems.Count == 0 ? new ParameterCatalog([.. specs.DistinctBy(s => ParameterName.Bare(s.Name))]) : throw new BuildConfigurationException(problems);
    }

    /// <summary>The parameter of a name in any form; null when there is none.</summary>
    public ParameterSpec? Find(string name) => All.FirstOrDefault(s => ParameterName.Bare(s.Name) == ParameterName.Bare(name));

    /// <summary>The parameter of a member; null when the member has no <see cref="ParameterAttribute"/>.</summary>
    public ParameterSpec? Find(MemberInfo member) =>
        All.FirstOrDefault(s => s.Member is { } own && own.Module == member.Module && own.MetadataToken == member.MetadataToken)
        ?? (member.GetCustomAttribute<ParameterAttribute>() is { } attribute ? Find(NameOf(member, attribute, PrefixOf(member))) : null);

    [SuppressMessage("Security", "S3011", Justification = "A parameter may be private: a build lists its own members.")]
    private static IEnumerable<ParameterSpec> SpecsOf(Type type, string prefix) =>
        from member in type.GetMembers(Own)
        let attribute = member.GetCustomAttribute<ParameterAttribute>()
        where attribute is not null
        orderby member.MetadataToken
        select new ParameterSpec(NameOf(member, attribute, prefix), member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType)
        {
            Description = attribute.Description,
            Separator = attribute.Separator,
            IsListed = attribute.List,
            IsSecret = member.IsDefined(typeof(SecretAttribute)),
            IsRequired = member.IsDefined(typeof(RequiredAttribute)),
            Member = member,
        };

    private static string PrefixOf(MemberInfo member) => member.DeclaringType?.GetCustomAttribute<ParameterPrefixAttribute>()?.Prefix ?? "";

    private static string NameOf(MemberInfo member, ParameterAttribute attribute, string prefix) => prefix + (attribute.Name ?? member.Name);
}
