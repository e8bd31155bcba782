using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>What an e-mail says of a webhook that was disabled automatically. Nothing that the endpoint sent is in it, and no secret.</summary>
public static class NotificationText
{
    public static string Subject(string webhook) => $"Webhook \"{webhook}\" was disabled";

    /// <param name="webhook">Its name.</param>
    /// <param name="at">When it was disabled.</param>
    /// <param name="because">The reason, without a full stop.</param>
    /// <param name="last">What the last attempt brought; null when that is not known any more.</param>
    /// <param name="page">The address of its page; null when the application does not know its own.</param>
    public static string Body(string webhook, DateTimeOffset at, string reason, LastAnswer? last, Uri? page)
    {
        var advice = last is null ? "" : $"{last.Advice}\n";
        var link = page is null ? "Find it under Settings > Integrations > Webhooks." : page.ToString();
        return string.Create(CultureInfo.InvariantCulture, $"""
            The webhook "{webhook}" is disabled since {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC, and nothing is sent to it.

            {reason}.
            {advice}
            What was pending is cancelled, and events of the meantime are not sent later. Once the endpoint works, enable the webhook on its page:

            {link}
            """);
    }
}
