namespace Dixa.Webhooks.Admin.Accounts.Start;

/// <summary>An address to open in a browser, from one to listen on: "all interfaces" is nowhere to go.</summary>
internal static class ReachableAddress
{
    public static string Of(string listening) => listening
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal)
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .TrimEnd('/');
}
