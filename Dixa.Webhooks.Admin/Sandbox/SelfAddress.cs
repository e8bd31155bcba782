using System.Net;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>Where the application reaches itself.</summary>
/// <param name="Url">The address with the path.</param>
/// <param name="Addresses">What to connect to, in this order.</param>
internal sealed record SelfAddress(Uri Url, IReadOnlyList<IPAddress> Addresses)
{
    private const string Localhost = "localhost";

    /// <summary>
    /// The first http address among those that the server listens on; null when there is none. Over https a certificate
    /// would have to be in order before a newcomer sees anything.
    /// </summary>
    /// <param name="listening">As the server names them: <c>http://localhost:5080</c>, <c>http://[::]:5080</c>, <c>http://*:5080</c>.</param>
    /// <param name="path">What to put after it, with its slash.</param>
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

    /// <summary>The one address that a host stands for. "All of them" is none to go to, and the server takes any name for that, but for localhost.</summary>
    private static IPAddress? Literal(string host) =>
        IPAddress.TryParse(host, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) ? address : null;
}
