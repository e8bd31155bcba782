using System.Net;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>What <c>Urls</c> may say.</summary>
internal static class ListeningAddresses
{
    /// <summary>One sentence for each address that the server could not listen on, or would take for another one.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration) =>
        from url in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        where !IsAllowed(url)
        select $"Urls: \"{url}\" is not an address to listen on. It must be http://host:port and https://host:port with a port up to {IPEndPoint.MaxPort} and no path, several parted by semicolons.";

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

    // A port that is no number is taken for a part of the host, and an unknown host for every address of the machine.
    private static bool IsHost(BindingAddress address) =>
        address.Port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort
        && (!address.Host.Contains(':', StringComparison.Ordinal) || IPAddress.TryParse(address.Host, out _));
}
