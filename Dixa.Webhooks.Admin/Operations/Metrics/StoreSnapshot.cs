using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Operations.Metrics;

/// <summary>The figures of the whole store at one time. All processes that share it have the same.</summary>
/// <param name="ReadAt">A timestamp of the monotonic clock.</param>
/// <param name="Due">Deliveries that are due now, at most <see cref="MaxCount"/>.</param>
/// <param name="Pending">Deliveries that are due now or later, at most <see cref="MaxCount"/>.</param>
/// <param name="PendingEmails">E-mails that are not sent yet.</param>
/// <param name="Webhooks">All webhooks, the one with the oldest due delivery first.</param>
/// <param name="PurgedAt">When the last purge finished; null if there was none.</param>
/// <param name="Size">Of the store.</param>
/// <param name="FreeDiskBytes">Of the disk with the store; null if it is on another machine.</param>
internal sealed record StoreSnapshot(
    long ReadAt, int Due, int Pending, int PendingEmails, IReadOnlyList<WebhookAge> Webhooks, DateTimeOffset? PurgedAt, StoreSize Size, long? FreeDiskBytes)
{
    /// <summary>Counting stops here, so that a huge backlog does not make the figures expensive.</summary>
    public const int MaxCount = 100_000;

    /// <summary>The age of the oldest due delivery of all webhooks; zero if none is due.</summary>
    public TimeSpan OldestDue => Webhooks.Count > 0 ? Webhooks[0].OldestDue : TimeSpan.Zero;

    /// <summary>The number of webhooks whose oldest due delivery is older than a time.</summary>
    public int Behind(TimeSpan age) => Webhooks.Count(webhook => webhook.OldestDue > age);
}

/// <summary>A webhook and the age of its oldest due delivery; zero if it has none or is disabled.</summary>
internal sealed record WebhookAge(string Name, bool Enabled, TimeSpan OldestDue);
