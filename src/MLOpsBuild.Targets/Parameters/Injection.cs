using System.Reflection;

namespace MLOpsBuild.Targets.Parameters;

/// <summary>Fills the members of a build.</summary>
internal static class Injection
{
    /// <summary>Sets every field and property of the class that has a value; secrets that the class itself sets are hidden too.</summary>
    /// <exception cref="BuildConfigurationException">A property cannot be set.</exception>
    public static void Fill(object build, ParameterCatalog catalog, ParameterValues values, SecretMask mask)
    {
        var problems = new List<string>();
        foreach (var spec in catalog.All.Where(s => s.Member is { DeclaringType.IsInterface: false }))
        {
            if (values.Find(spec) is { } value && !Set(build, spec.Member!, value))
                problems.Add($"{spec.Member!.DeclaringType!.Name}.{spec.Member.Name} is a parameter but cannot be set; make it a field, or give it a setter.");
            if (spec.IsSecret && ValueOf(build, spec.Member!) is { } secret) Hide(secret, mask);
        }

        if (problems.Count > 0) throw new BuildConfigurationException(problems);
    }

    /// <summary>What a member of the build holds now.</summary>
    public static object? ValueOf(object build, MemberInfo member) =>
        member is FieldInfo field ? field.GetValue(build) : ((PropertyInfo)member).GetValue(build);

    private static bool Set(object build, MemberInfo member, object value)
    {
        if (member is FieldInfo field) field.SetValue(build, value);
        else if (member is PropertyInfo { SetMethod: not null } property) property.SetValue(build, value);
        else if (member.DeclaringType!.GetField($"<{member.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is { } backing) backing.SetValue(build, value);
        else return false;
        return true;
    }

    private static void Hide(object secret, SecretMask mask)
    {
        if (secret is Array items) foreach (var item in items) mask.Hide(item?.ToString() ?? "");
        else mask.Hide(secret.ToString() ?? "");
    }
}
