using Dixa.Webhooks.Admin.Domain.Audit;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>Why a webhook has no delivery of an event.</summary>
public abstract record NotSentReason
{
    private NotSentReason()
    {
    }

    /// <summary>The webhook did not exist yet.</summary>
    public sealed record CreatedLater(DateTimeOffset At) : NotSentReason;

    /// <param name="Since">When it was disabled; null if that is not known.</param>
    /// <param name="By">The name of the person or API token; null if it was disabled automatically, or if that is not known.</param>
    /// <param name="IsAutomatic">Whether it was disabled because its endpoint kept failing.</param>
    public sealed record Disabled(DateTimeOffset? Since, string? By, bool IsAutomatic) : NotSentReason;

    /// <summary>The webhook does not subscribe to the event type.</summary>
    public sealed record NotSubscribed : NotSentReason;

    /// <summary>The webhook subscribes to the event type now, but did not at that time.</summary>
    public sealed record SubscribedLater(DateTimeOffset At, string By) : NotSentReason;

    /// <summary>A test event goes only to the webhook that it tests.</summary>
    public sealed record TestOfAnother : NotSentReason;

    /// <summary>The webhook was removed with its deliveries. It is not known whether it got the event.</summary>
    public sealed record Removed(DateTimeOffset At, string By) : NotSentReason;

    /// <summary>The webhook subscribes to the event type and nothing says that it did not get the event, so its delivery was purged.</summary>
    public sealed record Purged : NotSentReason;

    /// <summary>Finds the reason from the history of a webhook.</summary>
    /// <param name="event">The event.</param>
    /// <param name="webhook">The webhook as it is now.</param>
    /// <param name="history">What was done to the webhook, oldest first.</param>
    public static NotSentReason Of(SentEvent @event, WebhookState webhook, IReadOnlyList<WebhookChange> history)
    {
        if (webhook.CreatedAt > @event.ReceivedAt)
        {
            return new CreatedLater(webhook.CreatedAt);
        }

        if (@event.IsTest)
        {
            return new TestOfAnother();
        }

        if (DisabledAt(@event.ReceivedAt, webhook, history) is { } disabled)
        {
            return disabled;
        }

        if (!webhook.Subscribes)
        {
            return new NotSubscribed();
        }

        return history.FirstOrDefault(change => change.At > @event.ReceivedAt && Added(change, @event.EventType)) is { } later ? new SubscribedLater(later.At, later.By) : new Purged();
    }

    private static Disabled? DisabledAt(DateTimeOffset at, WebhookState webhook, IReadOnlyList<WebhookChange> history)
    {
        var last = history.LastOrDefault(change => change.At <= at && change.Activity is Activity.Enabled or Activity.Disabled or Activity.AutoDisabled or Activity.Created);
        return last?.Activity switch
        {
            Activity.Disabled => new Disabled(last.At, last.By, IsAutomatic: false),
            Activity.AutoDisabled => new Disabled(last.At, null, IsAutomatic: true),
            Activity.Created { IsDisabled: true } => new Disabled(last.At, last.By, IsAutomatic: false),
            null => BeforeHistory(at, webhook, history),
            _ => null,
        };
    }

    /// <summary>The audit log may have been purged. The next change tells what the state was before it.</summary>
    private static Disabled? BeforeHistory(DateTimeOffset at, WebhookState webhook, IReadOnlyList<WebhookChange> history)
    {
        var next = history.FirstOrDefault(change => change.Activity is Activity.Enabled or Activity.Disabled or Activity.AutoDisabled);
        var wasDisabled = next is null ? webhook.DisabledAt <= at : next.Activity is Activity.Enabled;
        return wasDisabled ? new Disabled(next is null ? webhook.DisabledAt : null, null, IsAutomatic: false) : null;
    }

    /// <summary>Only a few types are listed by name. If there were more, this type may have been one of them.</summary>
    private static bool Added(WebhookChange change, string type) =>
        change.Activity is Activity.Changed { Events.Added: { } added } && (added.Types is null || added.Types.Contains(type));
}

/// <param name="EventType">The wire name.</param>
/// <param name="IsTest">Whether a person sent it as a test.</param>
public sealed record SentEvent(string EventType, DateTimeOffset ReceivedAt, bool IsTest);

/// <param name="Subscribes">Whether it subscribes to the event's type now.</param>
/// <param name="DisabledAt">Null if it is enabled.</param>
public sealed record WebhookState(DateTimeOffset CreatedAt, bool Subscribes, DateTimeOffset? DisabledAt);

/// <param name="By">The name of the actor.</param>
public sealed record WebhookChange(DateTimeOffset At, string By, Activity Activity);
