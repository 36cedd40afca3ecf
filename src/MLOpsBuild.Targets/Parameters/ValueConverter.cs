using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MLOpsBuild.Targets.Parameters;

/// <summary>Turns words into values, by type and in the invariant culture.</summary>
internal static class ValueConverter
{
    /// <summary>The value, or the problem; a problem quotes the value only when it is not secret, and never anything else.</summary>
    public static (object? Value, string? Problem) Convert(ParameterSpec spec, RawValue raw)
    {
        if (spec.Type.IsArray) return ConvertArray(spec, raw);
        if (raw.Words.Count == 0) return spec.Arity == Arity.Switch ? (true, null) : (null, null);
        if (raw.Words.Count > 1) return (null, $"{spec.Option} takes one value, not {raw.Words.Count} (from {raw.Origin}).");
        return ConvertWord(spec, raw.Words[0], raw);
    }

    private static (object? Value, string? Problem) ConvertArray(ParameterSpec spec, RawValue raw)
    {
        var words = raw.Words;
        if (spec.Separator is { } separator && (words.Count == 1 || spec.IsBuiltIn))
            words = [.. words.SelectMany(w => w.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        var array = Array.CreateInstance(spec.Type.GetElementType()!, words.Count);
        foreach (var (i, word) in words.Index())
        {
            var (value, problem) = ConvertWord(spec, word, raw);
            if (problem is not null) return (null, problem);
            array.SetValue(value, i);
        }

        return (array, null);
    }

    private static (object? Value, string? Problem) ConvertWord(ParameterSpec spec, string word, RawValue raw)
    {
        if (TryConvert(spec.ItemType, word, raw.Base, out var value)) return (value, null);
        var found = spec.IsSecret ? "the value given" : $"'{word}'";
        var hint = spec.Choices.Count > 0 ? $" Allowed: {string.Join(", ", spec.Choices)}." : "";
        return (null, $"{spec.Option}: {found} is not {Describe(spec.ItemType)} (from {raw.Origin}).{hint}");
    }

    private static bool TryConvert(Type type, string word, AbsolutePath root, out object? value)
    {
        value = type switch
        {
            _ when type == typeof(string) => word,
            _ when type == typeof(bool) => ToBool(word),
            _ when type == typeof(AbsolutePath) => word.Length > 0 ? root / word : null,
            _ when type == typeof(Partition) => Partition.TryParse(word),
            _ when type == typeof(Host) => Host.Find(word),
            _ when type.IsEnum => Enum.GetNames(type).FirstOrDefault(n => Same(n, word)) is { } name ? Enum.Parse(type, name) : null,
            _ when type.IsAssignableTo(typeof(Enumeration)) => Enumeration.ValuesOf(type).FirstOrDefault(v => Same(v.Name, word)).Value,
            _ => FromText(type, word),
        };
        return value is not null;
    }

    private static bool Same(string name, string word) => ParameterName.Bare(name) == ParameterName.Bare(word);

    private static object? ToBool(string word) => word.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => null,
    };

    [SuppressMessage("Design", "CA1031", Justification = "Converters of the framework throw many types for a bad text; any of them means that it is no value of the type.")]
    private static object? FromText(Type type, string word)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFrom(null, CultureInfo.InvariantCulture, word);
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static string Describe(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum || type.IsAssignableTo(typeof(Enumeration)) => "one of its values",
        TypeCode.Boolean => "true or false",
        >= TypeCode.SByte and <= TypeCode.UInt64 => $"a whole number of type {type.Name}",
        TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "a number",
        _ when type == typeof(Partition) => "a part such as 2/3",
        _ => $"a {type.Name}",
    };
}
