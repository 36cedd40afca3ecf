using System.Net;

namespace MLOpsBuild.Content;

/// <summary>Where an answer may send us.</summary>
internal static class Redirects
{
    public const int Most = 5;

    /// <summary>HTTPS anywhere in the world; a loopback address only from a loopback registry, so that no registry makes this machine ask its own services.</summary>
    public static bool MaySpeak(Uri origin, Uri target) => IsThisMachine(target)
        ? RegistryReference.IsLoopback(origin) && target.Scheme is "http" or "https"
        : target.Scheme == "https";

    /// <summary>True for every way to name this machine, also those that a reference may not use.</summary>
    private static bool IsThisMachine(Uri target)
    {
        var host = target.IdnHost.TrimEnd('.');
        if (!IPAddress.TryParse(host.Trim('[', ']'), out var number)) return host == "localhost" || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        if (number.IsIPv4MappedToIPv6) number = number.MapToIPv4();
        return IPAddress.IsLoopback(number) || number.Equals(IPAddress.Any) || number.Equals(IPAddress.IPv6Any);
    }

    public static bool SameOrigin(Uri origin, Uri target) => Uri.Compare(origin, target, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    public static bool Is(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    /// <summary>The place that <c>Location</c> names.</summary>
    /// <exception cref="RegistryException">There is none, or it must not be asked.</exception>
    public static Uri Target(RegistryReference reference, Uri asked, HttpResponseMessage response, string doing)
    {
        var location = response.Headers.Location ?? throw RegistryErrors.Refused(reference, "ANSWER_REFUSED", $"{reference.Host} answered {(int)response.StatusCode} on {doing} without saying where to go on.");
        var target = location.IsAbsoluteUri ? location : new Uri(asked, location);
        if (target.UserInfo.Length > 0) throw RegistryErrors.Refused(reference, "REDIRECT_REFUSED", $"{reference.Host} sends on to {target.Host} with credentials in the address; it was not asked.");
        if (MaySpeak(reference.Origin, target)) return target;
        throw RegistryErrors.Refused(reference, "REDIRECT_REFUSED", $"{reference.Host} sends on to {target.GetLeftPart(UriPartial.Authority)}, which is not HTTPS or is this machine; it was not asked. Behind a proxy, tell the registry its outer address.");
    }
}
