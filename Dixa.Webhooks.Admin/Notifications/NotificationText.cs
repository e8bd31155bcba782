using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>The e-mail about a webhook that was disabled automatically. It contains no secrets and nothing that the endpoint sent.</summary>
public static class NotificationText
{
    public static string Subject(string webhook) => $"Webhook \"{webhook}\" was disabled";

    /// <param name="webhook">The webhook's name.</param>
    /// <param name="at">When it was disabled.</param>
    /// <param name="reason">Why it was disabled.</param>
    /// <param name="last">The last response; null if it is no longer known.</param>
    /// <param name="page">The webhook's page; null if the application's address is not configured.</param>
    public static string Body(string webhook, DateTimeOffset at, DisableReason reason, LastResponse? last, Uri? page)
    {
        var advice = last is null ? "" : $"{last.Advice}\n";
        var link = page is null ? "Find it under Settings > Integrations > Webhooks." : page.ToString();
        return string.Create(CultureInfo.InvariantCulture, $"""
            The webhook "{webhook}" was disabled at {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Nothing is sent to it.

            {reason.Sentence()}.
            {advice}
            Pending deliveries were cancelled. Events that occur while the webhook is disabled are not sent automatically. Once the endpoint works, enable the webhook on its page, and send there what was missed:

            {link}
            """);
    }
}
