using System.Net;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Checks the setting <c>Urls</c>.</summary>
internal static class ListeningAddresses
{
    /// <summary>Returns an error for each address that the server cannot listen on or would misread.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration) =>
        from url in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        where !IsAllowed(url)
        select $"Urls: \"{url}\" is not an address to listen on. It must be http://host:port or https://host:port, with a port up to {IPEndPoint.MaxPort} and no path. Separate several addresses with semicolons.";

    private static bool IsAllowed(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https" && (address.IsUnixPipe || address.IsNamedPipe || (IsHost(address) && address.PathBase.Length == 0));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // The framework treats a port that is not a number as part of the host, and an unknown host as every address of the machine.
    private static bool IsHost(BindingAddress address) =>
        address.Port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort
        && (!address.Host.Contains(':', StringComparison.Ordinal) || IPAddress.TryParse(address.Host, out _));
}
