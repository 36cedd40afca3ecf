using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MLOpsBuild.Content;

/// <summary>What speaks HTTP, shared by all remotes that trust the same authorities.</summary>
internal static class Connections
{
    private const int MaxHeaderKilobytes = 64;
    private const int MaxFileBytes = 1024 * 1024;
    private static readonly ConcurrentDictionary<string, Lazy<HttpMessageHandler>> Private = new(StringComparer.Ordinal);

    /// <summary>Trusts the system's authorities.</summary>
    public static Lazy<HttpMessageHandler> Shared { get; } = new(() => New(null));

    /// <summary>Trusts the authorities in a PEM file and no others. Names are compared as always.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read or holds no certificate.</exception>
    public static HttpMessageHandler Of(string certificateFile)
    {
        var pem = Read(certificateFile);
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(pem)));
        return Private.GetOrAdd(key, _ => new Lazy<HttpMessageHandler>(() => New(Authorities(pem, certificateFile)))).Value;
    }

    private static string Read(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MaxFileBytes ? File.ReadAllText(path) : throw new InvalidDataException($"{path} has more than {MaxFileBytes} bytes, so it is no file with certificates.");
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The certificate authority's file {path} cannot be read: {problem.Message}", problem);
        }
    }

    private static X509Certificate2Collection Authorities(string pem, string path)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(pem);
        }
        catch (CryptographicException problem)
        {
            throw new InvalidDataException($"{path} holds a certificate that cannot be read: {problem.Message}", problem);
        }

        return found.Count > 0 ? found : throw new InvalidDataException($"{path} holds no certificate; expected PEM text with '-----BEGIN CERTIFICATE-----'.");
    }

    private static SocketsHttpHandler New(X509Certificate2Collection? authorities)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = new DirectToLoopback(HttpClient.DefaultProxy),
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = MaxHeaderKilobytes,
        };
        if (authorities is not null) handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Only(authorities) };
        return handler;
    }

    private static X509ChainPolicy Only(X509Certificate2Collection authorities)
    {
        // A private authority seldom runs a service that tells what it revoked, and certificates are not fetched from addresses that a server names.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
