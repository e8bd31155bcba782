using System.Globalization;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>The delivery next to the list of all deliveries, as text in the URL.</summary>
public sealed record OpenDelivery(Guid WebhookId, long Id)
{
    /// <summary>Null if the text is none.</summary>
    public static OpenDelivery? Read(string? text) =>
        text?.Split('.') is [var webhook, var delivery] && Guid.TryParse(webhook, out var webhookId) && long.TryParse(delivery, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new OpenDelivery(webhookId, id)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{WebhookId}.{Id}");
}
