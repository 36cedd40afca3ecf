using System.Text.Json;
using MLOpsBuild.Serving.Requests;

namespace MLOpsBuild.Serving.OpenInference;

/// <summary>Holds objects of the protocol to the keys they may have.</summary>
internal static class Keys
{
    /// <summary>Names the first key that is not among the known ones; null when all are.</summary>
    public static string? Unknown(JsonElement element, string place, params ReadOnlySpan<string> known)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name)) return $"The key '{property.Name}' of {place} is unknown; there are {string.Join(", ", known.ToArray())}.";
        }

        return null;
    }

    /// <summary>The element's <c>name</c>; null, and a problem, when it is not an object with a name and known keys.</summary>
    public static string? NameOf(JsonElement element, string place, Problems problems, params ReadOnlySpan<string> known)
    {
        var problem = element.ValueKind is not JsonValueKind.Object ? $"{place} is not an object." : Unknown(element, place, known);
        if (problem is null && element.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String) return name.GetString();
        problems.Add(problem ?? $"{place} must have a text 'name'.");
        return null;
    }
}

/// <summary>Reads the <c>parameters</c> of a request or a tensor.</summary>
internal static class Parameters
{
    // Clients of servers with the binary extension send these as false to ask for JSON.
    private static readonly string[] Binary = ["binary_data", "binary_data_output"];

    /// <summary>Reads the switches in <paramref name="known"/>; true when the first of them is set.</summary>
    public static bool Read(JsonElement element, string place, IReadOnlyList<string> known, Problems problems)
    {
        if (!element.TryGetProperty("parameters", out var parameters)) return false;
        if (parameters.ValueKind is not JsonValueKind.Object)
        {
            problems.Add($"The parameters of {place} must be an object.");
            return false;
        }

        var set = false;
        foreach (var parameter in parameters.EnumerateObject())
        {
            var (name, value) = (parameter.Name, parameter.Value.ValueKind);
            if (Binary.Contains(name) && value is JsonValueKind.False) continue;
            if (Binary.Contains(name)) problems.Add($"Parameter '{name}' of {place}: binary tensors are not supported; set it to false.");
            else if (!known.Contains(name)) problems.Add($"Parameter '{name}' of {place} is unknown; there are {Words.List([.. known, .. Binary])}.");
            else if (value is JsonValueKind.True or JsonValueKind.False) set |= value is JsonValueKind.True;
            else problems.Add($"Parameter '{name}' of {place} must be true or false.");
        }

        return set;
    }
}
