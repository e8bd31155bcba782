namespace Dixa.Webhooks.Admin.Accounts.Start;

/// <summary>Converts a listening address to one for a browser, which cannot open "all interfaces".</summary>
internal static class ReachableAddress
{
    public static string Of(string listening) => listening
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal)
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .TrimEnd('/');
}
