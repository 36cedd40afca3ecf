using System.Net;

namespace MLOpsBuild.Content;

/// <summary>The system's proxy for all but this machine: what is said to a loopback host in the clear, passwords among it, is not told to a proxy.</summary>
internal sealed class DirectToLoopback(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri address) => IsBypassed(address) ? null : proxy.GetProxy(address);

    public bool IsBypassed(Uri host) => RegistryReference.IsLoopback(host) || proxy.IsBypassed(host);
}
