using System.Net;
using System.Security.Cryptography;
using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Operations.Metrics;

/// <summary>
/// Lets only those read the metrics who have the token and come from an allowed network, as far as each is set. Must run after the addresses that known
/// proxies forward were applied.
/// </summary>
internal sealed class MetricsAccess(RequestDelegate next, IOptions<MetricsOptions> options)
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _token = options.Value.Token is { Length: > 0 } token ? Hash(token) : null;
    private readonly List<IPNetwork> _networks = [.. options.Value.AllowedNetworks.Select(MetricsOptions.Parse).OfType<IPNetwork>()];

    public Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.Equals(AppRoutes.Metrics, StringComparison.OrdinalIgnoreCase))
        {
            return next(http);
        }

        if (_networks.Count > 0 && !IsAllowed(http.Connection.RemoteIpAddress))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return http.Response.WriteAsync("This address may not read the metrics.\n");
        }

        if (_token is not null && !HasToken(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return http.Response.WriteAsync("Send the token of the metrics as a bearer token.\n");
        }

        return next(http);
    }

    private bool IsAllowed(IPAddress? address) =>
        address is not null && (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address) is var plain && _networks.Exists(network => network.Contains(plain));

    /// <summary>Compares hashes, which have the same length, in constant time.</summary>
    private bool HasToken(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..].Trim()), _token);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
