using System.Net;
using System.Text.RegularExpressions;

namespace MLOpsBuild.Content;

/// <summary>A repository of a registry: <c>oci://host[:port]/name</c>. Plain HTTP is spoken to loopback hosts unless a certificate authority is given, HTTPS to all others.</summary>
internal sealed partial record RegistryReference
{
    private const string Scheme = "oci://";
    private const int MaxName = 255;
    private static readonly Uri DockerHub = new("https://registry-1.docker.io/");

    private RegistryReference(string host, string name, Uri origin)
    {
        Host = host;
        Name = name;
        Origin = origin;
    }

    /// <summary>The host, with its port if one was given.</summary>
    public string Host { get; }

    /// <summary>The repository's name.</summary>
    public string Name { get; }

    /// <summary>Scheme, host and port.</summary>
    public Uri Origin { get; }

    public static bool Is(string reference) => reference.StartsWith(Scheme, StringComparison.Ordinal);

    /// <exception cref="ArgumentException">The reference breaks the grammar.</exception>
    public static RegistryReference Parse(string reference, bool alwaysSecure = false)
    {
        var parts = Is(reference) ? reference[Scheme.Length..].Split('/', 2) : [];
        if (parts.Length != 2) throw Wrong(reference, "expected oci://host[:port]/name");
        var (host, name) = (parts[0], parts[1]);
        if (!HostPattern().IsMatch(host) || !Uri.TryCreate($"https://{host}/", UriKind.Absolute, out var secure)) throw Wrong(reference, $"'{host}' is no host[:port]");
        if (!IsName(name))
        {
            throw Wrong(reference, $"'{name}' is no repository name: lower-case letters and digits, joined by '.', '_', '__' or '-', in parts divided by '/', at most {MaxName} characters");
        }

        return new RegistryReference(host, name, host == "docker.io" ? DockerHub : IsLoopback(secure) && !alwaysSecure ? new Uri($"http://{host}/") : secure);
    }

    public static bool IsLoopback(Uri address) => address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var number) && IPAddress.IsLoopback(number));

    /// <summary>The tag itself, when it follows the grammar.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static string Tag(string tag) => TagPattern().IsMatch(tag)
        ? tag
        : throw new ArgumentException($"'{tag}' is no tag: a letter, digit or '_', then at most 127 letters, digits, '.', '_' or '-'.", nameof(tag));

    /// <summary>True for the grammar of repository names.</summary>
    public static bool IsName(string name) => name.Length <= MaxName && NamePattern().IsMatch(name);

    public override string ToString() => $"{Scheme}{Host}/{Name}";

    private static ArgumentException Wrong(string reference, string why) => new($"'{reference}' names no registry: {why}.", nameof(reference));

    [GeneratedRegex(@"\A(\[[0-9a-fA-F:]+\]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)(:[0-9]{1,5})?\z", RegexOptions.NonBacktracking)]
    private static partial Regex HostPattern();

    [GeneratedRegex(@"\A[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\z", RegexOptions.NonBacktracking)]
    private static partial Regex TagPattern();
}
