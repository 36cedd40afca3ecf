namespace MLOpsBuild.Pipelines.Code;

/// <summary>Manifest names as people write them: <c>ChurnFeatures.Visits30</c>, <c>a lambda in ChurnFeatures.Label</c>.</summary>
internal static class ShortNames
{
    public static string Of(string entry)
    {
        var open = entry.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return entry;
        var (type, method) = Split(WithoutArguments(entry[..open]));
        var names = type.Split('+').ToList();
        names[0] = names[0][(names[0].LastIndexOf('.') + 1)..];

        // The compiler moves lambdas into <>c, and iterators and async methods into <Method>d__1.
        if (names[^1].StartsWith("<>c", StringComparison.Ordinal)) names.RemoveAt(names.Count - 1);
        else if (Inside(names[^1]) is { } iterator && method == "MoveNext") (names, method) = (names[..^1], iterator);
        var owner = string.Join('.', names.Select(name => name.Split('`')[0]));
        if (Inside(method) is not { } inside || method.EndsWith('$')) return Member(owner, method);
        var local = method.IndexOf("g__", StringComparison.Ordinal);
        return local < 0
            ? $"a lambda in {Member(owner, inside)}"
            : $"{Member(owner, inside)}.{method[(local + 3)..].Split('|')[0]}";
    }

    /// <summary>Where an entry's code stands in the source: namespace, outermost type, and the method as it is written there, empty for a constructor; null for what is no method.</summary>
    public static (string Space, string Type, string Method)? DeclaringOf(string entry)
    {
        var open = entry.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return null;
        var (type, method) = Split(WithoutArguments(entry[..open]));
        var names = type.Split('+');
        var outer = names[0].Split('`')[0];
        var dot = outer.LastIndexOf('.');
        if (method == "MoveNext" && Inside(names[^1]) is { } iterator) method = iterator;
        else if (Inside(method) is { } inside) method = inside;
        if (method.StartsWith("get_", StringComparison.Ordinal) || method.StartsWith("set_", StringComparison.Ordinal)) method = method[4..];
        var last = method[(method.LastIndexOf('.') + 1)..];
        return (dot < 0 ? "" : outer[..dot], outer[(dot + 1)..], last is "ctor" or "cctor" ? "" : last);
    }

    private static string Member(string owner, string method) => method switch
    {
        ".ctor" => $"{owner} constructor",
        ".cctor" => $"{owner} static initialiser",
        _ => $"{owner}.{method}",
    };

    /// <summary>The method's name without its own type arguments, which end it.</summary>
    private static string WithoutArguments(string name)
    {
        if (!name.EndsWith('>')) return name;
        var depth = 0;
        for (var i = name.Length - 1; i >= 0; i--)
        {
            if (name[i] == '>') depth++;
            if (name[i] == '<' && --depth == 0) return name[..i];
        }

        return name;
    }

    /// <summary>At the last dot that is not part of the method's own name.</summary>
    private static (string Type, string Method) Split(string name)
    {
        var depth = 0;
        for (var i = name.Length - 1; i > 0; i--)
        {
            if (name[i] == '>') depth++;
            else if (name[i] == '<') depth--;
            else if (name[i] == '.' && depth == 0) return name[i - 1] == '.' ? (name[..(i - 1)], name[i..]) : (name[..i], name[(i + 1)..]);
        }

        return ("", name);
    }

    private static string? Inside(string name)
    {
        var close = name.LastIndexOf('>');
        return name.StartsWith('<') && close > 1 ? name[1..close] : null;
    }
}
