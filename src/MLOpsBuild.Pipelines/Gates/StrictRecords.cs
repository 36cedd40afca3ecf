using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Gates;

/// <summary>Finds everything that is wrong between a JSON document and the record that it shall become; the serializer stops at the first problem.</summary>
internal sealed class StrictRecords
{
    private readonly List<string> _problems = [];

    /// <summary>What is wrong, each with its path: <c>$.load.seconds: found "5", expected a whole number.</c></summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Notes a problem.</summary>
    public void Add(string path, string problem) => _problems.Add($"{path}: {problem}");

    /// <summary>Compares a value with a type. Keys in <paramref name="others"/> are known, though the type has none of them.</summary>
    public void Check(JsonElement value, Type type, string path, params IReadOnlyList<string> others)
    {
        var info = StepJson.Options.GetTypeInfo(type);
        switch (info.Kind, value.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                CheckObject(value, info, path, others);
                break;
            case (JsonTypeInfoKind.Dictionary, JsonValueKind.Object):
                foreach (var member in value.EnumerateObject()) Check(member.Value, info.ElementType!, $"{path}.{member.Name}");
                break;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array):
                foreach (var (i, item) in value.EnumerateArray().Index()) Check(item, info.ElementType!, $"{path}[{i}]");
                break;
            default:
                if (Read(value, type) is null) Add(path, $"found {Shown(value)}, expected {Expected(type)}.");
                break;
        }
    }

    private void CheckObject(JsonElement value, JsonTypeInfo info, string path, IReadOnlyList<string> others)
    {
        var before = _problems.Count;
        JsonPropertyInfo[] properties = [.. info.Properties.Where(p => p.Set is not null || p.AssociatedParameter is not null)];
        string[] known = [.. properties.Select(p => p.Name).Concat(others).Order(StringComparer.Ordinal)];
        foreach (var name in value.EnumerateObject().Select(m => m.Name).Where(name => !known.Contains(name))) Add($"{path}.{name}", $"unknown key; {NearestName.Hint(name, known)}");
        var made = info.CreateObject?.Invoke();
        foreach (var property in properties)
        {
            if (value.TryGetProperty(property.Name, out var member)) CheckMember(member, property, made, $"{path}.{property.Name}");
            else if (property.IsRequired) Add(path, $"the key '{property.Name}' is missing.");
        }

        // A record with a constructor checks its values together.
        if (made is null && others.Count == 0 && _problems.Count == before) Set(() => value.Deserialize(info), path);
    }

    private void CheckMember(JsonElement member, JsonPropertyInfo property, object? owner, string path)
    {
        if (member.ValueKind == JsonValueKind.Null && property.IsSetNullable) return;
        var before = _problems.Count;
        Check(member, property.PropertyType, path);
        if (owner is not null && property.Set is { } set && _problems.Count == before && Read(member, property.PropertyType) is { } value) Set(() => set(owner, value), path);
    }

    private void Set(Action set, string path)
    {
        try
        {
            set();
        }
        catch (Exception problem) when (problem is ArgumentException or JsonException)
        {
            Add(path, problem.Message.Split(" (Parameter", 2)[0]);
        }
    }

    // Null too where a value may not be null.
    private static object? Read(JsonElement value, Type type)
    {
        try
        {
            return value.Deserialize(type, StepJson.Options);
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Shown(JsonElement value) => value.GetRawText() is var text && text.Length <= 60 ? text : value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => value.GetRawText()[..57] + "...",
    };

    private static string Expected(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsEnum) return "one of " + string.Join(", ", Enum.GetValues(bare).Cast<object>().Select(value => JsonSerializer.Serialize(value, bare, StepJson.Options).Trim('"')));
        if (bare == typeof(string)) return "a text";
        if (bare == typeof(bool)) return "true or false";
        if (bare == typeof(double)) return "a number";
        if (bare == typeof(int) || bare == typeof(long) || bare == typeof(ulong)) return "a whole number";
        return StepJson.Options.GetTypeInfo(bare).Kind == JsonTypeInfoKind.Enumerable ? "a list" : "an object";
    }
}
