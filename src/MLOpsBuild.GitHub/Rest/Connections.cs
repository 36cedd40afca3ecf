using System.Net;

namespace MLOpsBuild.GitHub.Rest;

/// <summary>What speaks HTTP by default.</summary>
internal static class Connections
{
    /// <summary>Follows no redirect, keeps no cookie, and tells no proxy what is said to this machine.</summary>
    public static Lazy<HttpMessageHandler> Shared { get; } = new(() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
        Proxy = new DirectToLoopback(HttpClient.DefaultProxy),
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
    });

    private sealed class DirectToLoopback(IWebProxy proxy) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => proxy.Credentials;
            set => proxy.Credentials = value;
        }

        public Uri? GetProxy(Uri address) => IsBypassed(address) ? null : proxy.GetProxy(address);

        public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
    }
}
