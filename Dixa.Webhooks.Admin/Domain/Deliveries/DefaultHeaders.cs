using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>
/// Headers of every request, unless the webhook has a custom header with the same name. Web application firewalls
/// reject requests without them (OWASP CRS 920300 and 920320, the NoUserAgent_HEADER rule of AWS).
/// </summary>
public static class DefaultHeaders
{
    private static readonly Version Version = typeof(DefaultHeaders).Assembly.GetName().Version!;

    /// <summary>Accepts any response, because only the status counts.</summary>
    public static RequestHeader Accept { get; } = new("Accept", "*/*");

    public static RequestHeader UserAgent { get; } = new("User-Agent", $"Dixa-Webhooks/{Version.Major}.{Version.Minor}");

    /// <summary>Returns the default headers that custom headers with these names (case-insensitive) do not replace.</summary>
    public static IReadOnlyList<RequestHeader> Except(IEnumerable<string> custom)
    {
        var replaced = custom.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. new[] { UserAgent, Accept }.Where(header => !replaced.Contains(header.Name))];
    }
}
