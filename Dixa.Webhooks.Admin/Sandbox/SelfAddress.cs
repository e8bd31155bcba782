using System.Net;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>The address at which the application can reach itself.</summary>
/// <param name="Url">The URL with the path.</param>
/// <param name="Addresses">The IP addresses to connect to, in this order.</param>
internal sealed record SelfAddress(Uri Url, IReadOnlyList<IPAddress> Addresses)
{
    private const string Localhost = "localhost";

    /// <summary>
    /// Returns the first http address that the server listens on, or null. Listening addresses look like <c>http://localhost:5080</c>,
    /// <c>http://[::]:5080</c> or <c>http://*:5080</c>. Https is not used, because it would need a trusted certificate.
    /// </summary>
    public static SelfAddress? Find(IEnumerable<string> listening, string path)
    {
        foreach (var address in listening.Select(BindingAddress.Parse))
        {
            if (address.Scheme == Uri.UriSchemeHttp && !address.IsUnixPipe && !address.IsNamedPipe)
            {
                var literal = Literal(address.Host);
                return new SelfAddress(
                    new UriBuilder(Uri.UriSchemeHttp, literal?.ToString() ?? Localhost, address.Port, path).Uri,
                    literal is null ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [literal]);
            }
        }

        return null;
    }

    /// <summary>Returns a host's IP address; null for all interfaces, and for names, which the server treats as all interfaces except for localhost.</summary>
    private static IPAddress? Literal(string host) =>
        IPAddress.TryParse(host, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) ? address : null;
}
