using System.Text;
using System.Text.Json;

namespace MLOpsBuild.Content;

/// <summary>The credentials that <c>docker login</c> and its relatives keep in <c>config.json</c>, under <c>auths</c>. Credential helpers are programs; none is started.</summary>
public sealed class DockerConfig
{
    private const int MaxBytes = 1024 * 1024;
    private readonly Dictionary<string, RegistryCredentials> _byHost;

    private DockerConfig(Dictionary<string, RegistryCredentials> byHost) => _byHost = byHost;

    /// <summary>Reads the file; one that does not exist holds no credentials.</summary>
    /// <exception cref="InvalidDataException">The file is no such configuration. Its contents are not repeated.</exception>
    public static DockerConfig Load(string path)
    {
        if (!File.Exists(path)) return new DockerConfig([]);
        if (new FileInfo(path).Length > MaxBytes) throw new InvalidDataException($"{path} has more than {MaxBytes} bytes, so it is no Docker configuration.");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new DockerConfig(Read(document.RootElement, path));
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path} is no JSON (line {problem.LineNumber + 1}). Correct it, or log in again with 'docker login'.");
        }
    }

    /// <summary>The credentials for <c>host[:port]</c>; null for none.</summary>
    public RegistryCredentials? For(string host) => _byHost.GetValueOrDefault(HostOf(host));

    private static Dictionary<string, RegistryCredentials> Read(JsonElement root, string path)
    {
        var found = new Dictionary<string, RegistryCredentials>(StringComparer.Ordinal);
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("auths", out var entries) || entries.ValueKind != JsonValueKind.Object) return found;
        foreach (var entry in entries.EnumerateObject())
        {
            if (entry.Value.ValueKind == JsonValueKind.Object && ReadOne(entry.Value, $"{path}: auths '{entry.Name}'") is { } credentials) found[HostOf(entry.Name)] = credentials;
        }

        return found;
    }

    private static RegistryCredentials? ReadOne(JsonElement entry, string where)
    {
        if (Text(entry, "username") is { Length: > 0 } user && Text(entry, "password") is { } password) return new RegistryCredentials(user, password);
        if (Text(entry, "auth") is not { Length: > 0 } auth) return null;
        var bytes = new byte[auth.Length];
        var text = Convert.TryFromBase64String(auth, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count).TrimEnd('\0') : "";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? new RegistryCredentials(text[..colon], text[(colon + 1)..])
            : throw new InvalidDataException($"{where}: 'auth' is not the base64 form of user:password. Log in again with 'docker login'.");
    }

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Old files name registries by address, <c>https://host/v1/</c>; Docker Hub has several names.</summary>
    private static string HostOf(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var host = (scheme < 0 ? key : key[(scheme + 3)..]).Split('/')[0].ToLowerInvariant();
        return host is "index.docker.io" or "registry-1.docker.io" ? "docker.io" : host;
    }
}
