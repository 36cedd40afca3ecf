using System.Net;
using System.Net.Sockets;

namespace MLOpsBuild.Data.Imports;

/// <summary>Which addresses may be asked.</summary>
internal static class WebAddress
{
    /// <summary>Without what may be a secret: the query.</summary>
    public static string Show(Uri address) => address.IsAbsoluteUri ? address.GetLeftPart(UriPartial.Path).Replace($"{address.UserInfo}@", "", StringComparison.Ordinal) : address.ToString();

    /// <summary>What is wrong with an address, as a clause; null when it may be asked.</summary>
    /// <param name="address">The address.</param>
    /// <param name="from">The one that sends on to it; null for what somebody wrote.</param>
    public static string? Problem(Uri address, Uri? from = null)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https")) return "is no https address";
        if (address.UserInfo.Length > 0) return "holds credentials, which would end up in logs; fetch the file yourself and use './mlops data add'";
        if (address.Scheme == "https") return null;
        if (from?.Scheme == "https") return "is not encrypted, but the address before it is";
        return IsThisMachine(address) ? null : "is not encrypted: http is only for this machine; use https";
    }

    public static bool IsThisMachine(Uri address) =>
        address.IdnHost.TrimEnd('.') is "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var number) && IPAddress.IsLoopback(number));

    /// <summary>True for this machine, its network, and everything else that the internet does not reach.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal || address.IsIPv6Multicast;
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return bytes[0] is 0 or 10 or 127 or >= 224
            || (bytes[0] == 100 && bytes[1] is >= 64 and < 128)
            || (bytes[0] == 169 && bytes[1] == 254)
            || (bytes[0] == 172 && bytes[1] is >= 16 and < 32)
            || (bytes[0] == 192 && bytes[1] == 168)
            || (bytes[0] == 198 && bytes[1] is 18 or 19);
    }
}

/// <summary>Sees to it that an address on the internet sends nobody on to a private network, by the addresses that are really connected to: what a name means may change in between.</summary>
internal sealed class WebOrigin(bool allowPrivate)
{
    private bool? _isPrivate;
    private bool _wasSentOn;

    public void SentOn(Uri target)
    {
        _wasSentOn = true;
        // A proxy connects in our place; what is plain from the address itself is refused here.
        if (!Allows && (WebAddress.IsThisMachine(target) || (IPAddress.TryParse(target.Host.Trim('[', ']'), out var number) && WebAddress.IsPrivate(number)))) throw Refused(target.Host);
    }

    public SocketsHttpHandler Handler() => new() { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None, PooledConnectionLifetime = TimeSpan.Zero, ConnectCallback = ConnectAsync };

    private bool Allows => allowPrivate || _isPrivate == true;

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var isProxy = context.InitialRequestMessage.RequestUri is { } asked && !string.Equals(asked.IdnHost.Trim('[', ']'), context.DnsEndPoint.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        if (isProxy) _isPrivate ??= false;
        else if (!_wasSentOn) _isPrivate = Array.Exists(addresses, WebAddress.IsPrivate);
        else if (!Allows && Array.Exists(addresses, WebAddress.IsPrivate)) throw Refused(context.DnsEndPoint.Host);
#pragma warning disable CA2000 // The stream owns it.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static ImportException Refused(string host) =>
        new($"The server sends on to {host}, which is this machine or a private network; it was not asked. If that is what you want, say --allow-private.");
}
