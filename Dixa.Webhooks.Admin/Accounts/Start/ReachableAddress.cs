using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Accounts.Start;

/// <summary>The address of the application for a browser.</summary>
internal static class ReachableAddress
{
    /// <summary>The public address, or the first address on which the server listens with the base path.</summary>
    public static string Of(AppOptions app, string? listening) => app.Address ?? Of(listening ?? "http://localhost") + app.PathBase;

    /// <summary>Converts a listening address to one for a browser, which cannot open "all interfaces".</summary>
    public static string Of(string listening) => listening
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal)
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .TrimEnd('/');
}
