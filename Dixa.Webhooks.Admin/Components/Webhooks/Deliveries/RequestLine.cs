using System.Text;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>The URL of an attempt's request, as far as it is known: attempts are stored without it, and the audit log has only when it changed.</summary>
/// <param name="Url">What follows the method.</param>
/// <param name="Note">What is not certain; null if the URL is exact.</param>
public sealed record RequestLine(string Url, string? Note)
{
    public const string OnlyHost = "The webhook's URL was changed after this attempt. Only the host of the request is stored.";
    public const string NotSent = "This is the webhook's current URL. It was changed after this attempt.";

    /// <param name="current">The webhook's URL.</param>
    /// <param name="changedAt">When it was last changed; null if it was never changed.</param>
    /// <param name="attempt">The attempt.</param>
    public static RequestLine Of(string current, DateTimeOffset? changedAt, AttemptView attempt)
    {
        var host = attempt.RequestHeaders?.FirstOrDefault(header => header.Name == SentHeaders.Host) is { } line ? Encoding.UTF8.GetString(line.Value.Span) : null;
        var isCurrent = !(changedAt > attempt.StartedAt) && (host is null || host == HostOf(new Uri(current)));
        return (isCurrent, host) switch
        {
            (true, _) => new(current, null),
            (false, null) => new(current, NotSent),
            (false, _) => new($"{host}/…", OnlyHost),
        };
    }

    /// <summary>The value of the Host header.</summary>
    private static string HostOf(Uri url)
    {
        var host = url.HostNameType is UriHostNameType.IPv6 ? $"[{url.IdnHost}]" : url.IdnHost;
        return url.IsDefaultPort ? host : $"{host}:{url.Port}";
    }
}
