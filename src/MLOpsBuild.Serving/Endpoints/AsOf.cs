using System.Text.Json;

namespace MLOpsBuild.Serving.Endpoints;

/// <summary>Writes up to when the history is known.</summary>
internal static class AsOf
{
    public static void Write(Utf8JsonWriter json, DateTime? asOf)
    {
        if (asOf is { } time) json.WriteString("asOf", Words.Of(time));
        else json.WriteNull("asOf");
    }
}
