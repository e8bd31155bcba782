using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>
/// Headers that every request carries unless the webhook has a custom header of the same name. Web application firewalls
/// refuse requests without them (OWASP CRS 920300 and 920320, the NoUserAgent_HEADER rule of AWS).
/// </summary>
public static class DefaultHeaders
{
    private static readonly Version Version = typeof(DefaultHeaders).Assembly.GetName().Version!;

    /// <summary>An endpoint may answer with anything: only the status counts.</summary>
    public static RequestHeader Accept { get; } = new("Accept", "*/*");

    public static RequestHeader UserAgent { get; } = new("User-Agent", $"Dixa-Webhooks/{Version.Major}.{Version.Minor}");

    /// <summary>The default headers that none of the custom headers replaces.</summary>
    /// <param name="custom">The names of the custom headers, in any letter case.</param>
    public static IReadOnlyList<RequestHeader> Except(IEnumerable<string> custom)
    {
        var replaced = custom.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. new[] { UserAgent, Accept }.Where(header => !replaced.Contains(header.Name))];
    }
}
