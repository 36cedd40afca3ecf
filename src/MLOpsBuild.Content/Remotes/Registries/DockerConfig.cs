using System.Text;
using System.Text.Json;

namespace MLOpsBuild.Content;

/// <summary>
/// The credentials that <c>docker login</c> and its relatives keep in <c>config.json</c>. For a host, in this order: its helper under <c>credHelpers</c>, its entry
/// under <c>auths</c> when that holds a password or a token, the helper <c>credsStore</c>.
/// </summary>
public sealed class DockerConfig
{
    private const int MaxBytes = 1024 * 1024;
    private readonly Dictionary<string, RegistryCredentials> _byHost = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _helperByHost = new(StringComparer.Ordinal);
    private readonly CredentialHelper _helper;
    private readonly string _path;
    private string? _helperForAll;

    private DockerConfig(string path, CredentialHelper helper)
    {
        _path = path;
        _helper = helper;
    }

    /// <summary>Reads the file; one that does not exist holds no credentials.</summary>
    /// <param name="path">The file.</param>
    /// <param name="programFolders">Where helpers, <c>docker-credential-NAME</c>, are looked for and nowhere else: the folders of PATH. Those that are not absolute are passed over.</param>
    /// <param name="time">Tells when a helper takes too long.</param>
    /// <exception cref="InvalidDataException">The file is no such configuration. Its contents are not repeated.</exception>
    public static DockerConfig Load(string path, IReadOnlyList<string> programFolders, TimeProvider time)
    {
        var config = new DockerConfig(path, new CredentialHelper(programFolders, time));
        if (!File.Exists(path)) return config;
        if (new FileInfo(path).Length > MaxBytes) throw new InvalidDataException($"{path} has more than {MaxBytes} bytes, so it is no Docker configuration.");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind == JsonValueKind.Object) config.Read(document.RootElement);
            return config;
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path} is no JSON (line {problem.LineNumber + 1}). Correct it, or log in again with 'docker login'.");
        }
    }

    /// <summary>The credentials for <c>host[:port]</c>; null for none. May start a helper.</summary>
    /// <exception cref="RegistryException">The helper is missing, fails or takes too long (<c>CREDENTIAL_HELPER</c>).</exception>
    public async Task<RegistryCredentials?> ForAsync(string host, CancellationToken cancellationToken)
    {
        var name = HostOf(host);
        if (_helperByHost.TryGetValue(name, out var own)) return await _helper.GetAsync(own, name, _path, cancellationToken).ConfigureAwait(false);
        if (_byHost.TryGetValue(name, out var kept)) return kept;
        return _helperForAll is null ? null : await _helper.GetAsync(_helperForAll, name, _path, cancellationToken).ConfigureAwait(false);
    }

    private void Read(JsonElement root)
    {
        foreach (var entry in Entries(root, "auths"))
        {
            if (entry.Value.ValueKind == JsonValueKind.Object && ReadOne(entry.Value, $"{_path}: auths '{Plain.Line(entry.Name)}'") is { } credentials) _byHost[HostOf(entry.Name)] = credentials;
        }

        foreach (var entry in Entries(root, "credHelpers"))
        {
            if (entry.Value.ValueKind == JsonValueKind.String && entry.Value.GetString() is { Length: > 0 } name) _helperByHost[HostOf(entry.Name)] = Helper(name, "credHelpers");
        }

        if (Text(root, "credsStore") is { Length: > 0 } store) _helperForAll = Helper(store, "credsStore");
    }

    private string Helper(string name, string key) => CredentialHelper.IsName(name)
        ? name
        : throw new InvalidDataException($"{_path}: {key} names '{Plain.Line(name)}', which is no helper's name: letters, digits, '.', '_' and '-', at most {CredentialHelper.LongestName} characters.");

    private static JsonElement.ObjectEnumerator Entries(JsonElement root, string name) =>
        root.TryGetProperty(name, out var entries) && entries.ValueKind == JsonValueKind.Object ? entries.EnumerateObject() : default;

    private static RegistryCredentials? ReadOne(JsonElement entry, string where)
    {
        if (Text(entry, "identitytoken") is { Length: > 0 } identity) return RegistryCredentials.OfIdentityToken(identity);
        if (Text(entry, "username") is { Length: > 0 } user && Text(entry, "password") is { Length: > 0 } password) return new RegistryCredentials(user, password);
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
