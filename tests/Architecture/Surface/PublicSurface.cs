using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace MLOpsBuild.Architecture.Tests.Surface;

/// <summary>Writes what an assembly offers as text sorted by name, one declaration a line, for review and comparison.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static string Of(Assembly assembly) => Of(assembly.GetExportedTypes());

    internal static string Of(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (var group in types.GroupBy(t => t.Namespace ?? "").OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append("namespace ").Append(group.Key).Append(";\n");
            foreach (var type in group.OrderBy(TypeText.Name, StringComparer.Ordinal).ThenBy(t => t.GetGenericArguments().Length))
            {
                text.Append('\n').Append(Declaration(type)).Append('\n');
                foreach (var member in Members(type)) text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Declaration(Type type)
    {
        if (type.IsEnum) return $"enum {TypeText.Of(type)}";
        if (type.BaseType == typeof(MulticastDelegate)) return $"delegate {MemberText.Method(type.GetMethod("Invoke")!).Replace(" Invoke(", $" {TypeText.Of(type)}(", StringComparison.Ordinal)}";
        var bases = new[] { type.BaseType }.OfType<Type>().Where(b => b != typeof(object) && b != typeof(ValueType)).Select(b => TypeText.Of(b))
            .Concat(OwnInterfaces(type).Select(i => TypeText.Of(i)).Order(StringComparer.Ordinal));
        var list = string.Join(", ", bases);
        return $"{Kind(type)} {TypeText.Of(type)}{(list.Length > 0 ? " : " + list : "")}";
    }

    private static string Kind(Type type)
    {
        if (type.IsInterface) return "interface";
        if (type.IsValueType)
        {
            var readOnly = type.IsDefined(typeof(IsReadOnlyAttribute), false) ? "readonly " : "";
            var byRef = type.IsByRefLike ? "ref " : "";
            return $"{readOnly}{byRef}{(IsRecord(type) ? "record struct" : "struct")}";
        }

        var modifier = type switch { { IsAbstract: true, IsSealed: true } => "static ", { IsAbstract: true } => "abstract ", { IsSealed: true } => "sealed ", _ => "" };
        return modifier + (IsRecord(type) ? "record" : "class");
    }

    // An interface that comes with a base or with another interface is not repeated, nor is the equality that every record has.
    private static IEnumerable<Type> OwnInterfaces(Type type)
    {
        var all = type.GetInterfaces();
        var inherited = all.SelectMany(i => i.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        return all.Where(i => i.IsVisible && !inherited.Contains(i) && !(IsRecord(type) && i.Name == "IEquatable`1"));
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => $"{f.Name} = {Convert.ToInt64(f.GetRawConstantValue())},");
        if (type.BaseType == typeof(MulticastDelegate)) return [];
        return Of(type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly), MemberText.Field)
            .Concat(Of(type.GetConstructors(Declared).Where(c => !c.IsStatic && IsOffered(c, type)), MemberText.Constructor))
            .Concat(Of(type.GetProperties(Declared).Where(p => IsOffered((p.GetMethod ?? p.SetMethod)!, type)), MemberText.Property))
            .Concat(Of(type.GetEvents(Declared).Where(e => IsOffered(e.AddMethod!, type)), MemberText.Event))
            .Concat(Of(type.GetMethods(Declared).Where(m => IsOffered(m, type) && !IsAccessor(m)), MemberText.Method));
    }

    private static IEnumerable<string> Of<T>(IEnumerable<T> members, Func<T, string> write)
        where T : MemberInfo => members
            .Select(m => (m.Name, Text: write(m)))
            .OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Text, StringComparer.Ordinal)
            .Select(m => m.Text);

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    // What the compiler writes into every record says nothing, and what a sealed type keeps for its heirs nobody can reach.
    private static bool IsOffered(MethodBase method, Type type) =>
        MemberText.IsVisible(method)
        && (method.IsPublic || !type.IsSealed)
        && !method.Name.Contains('<', StringComparison.Ordinal)
        && !(IsRecord(type) && (method.IsDefined(typeof(CompilerGeneratedAttribute), false) || method.Name is "get_EqualityContract" or "PrintMembers") && !IsAccessorName(method));

    private static bool IsAccessorName(MethodBase method) => method.IsSpecialName && method.Name is not "get_EqualityContract" && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$", Declared) is not null
        || (type.IsValueType && type.GetMethod("PrintMembers", Declared)?.IsDefined(typeof(CompilerGeneratedAttribute), false) == true);
}
