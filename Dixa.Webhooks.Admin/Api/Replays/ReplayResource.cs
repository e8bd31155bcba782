using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Replays;

namespace Dixa.Webhooks.Admin.Api.Replays;

[Description("Which missed events to send.")]
public sealed class ReplayMissed : RequestMembers
{
    [Description("Sends events that were received at or after this time. It may be before the webhook was created.")]
    public DateTimeOffset? Since { get; init; }

    [Description("Only sends events that were received before this time. By default, now.")]
    public DateTimeOffset? Until { get; init; }

    [Description("Only sends these events, by their names in this API. By default, those that the webhook subscribes to.")]
    [EventName]
    public List<string>? Events { get; init; }

    [Description("The max number of events per second: 1 to 1,000, by default 50.")]
    public int? PerSecond { get; init; }

    [Description("Only counts them and sends nothing.")]
    public bool? DryRun { get; init; }
}

/// <summary>What a webhook missed.</summary>
public sealed record MissedEventsResource(
    [property: Description("The number of events that are sent, or would be; null if they could not be counted in time.")] int? Count,
    [property: Description("The events with at least one that was missed; null if they could not be counted in time.")] IReadOnlyList<MissedEventResource>? ByEvent,
    [property: Description("How many cannot be sent, because their payload was removed.")] int Removed,
    [property: Description("When the oldest stored event was received that can still be sent; null if there are none.")] DateTimeOffset? Earliest,
    bool DryRun,
    [property: Description("The id of the replay, which is the replayId of its deliveries; null if nothing is sent.")] Guid? ReplayId)
{
    internal static MissedEventsResource Of(MissedEvents missed, bool dryRun, Guid? replayId = null) => new(
        missed.Count,
        missed.ByType is { } types ? [.. types.Select(type => new MissedEventResource(EventNames.Of(type.Type), type.Count, type.Removed))] : null,
        missed.Removed,
        missed.Earliest,
        dryRun,
        replayId);
}

/// <summary>How many events of one type a webhook missed.</summary>
public sealed record MissedEventResource(
    [property: Description("The event's name in this API.")] string Event,
    [property: Description("How many are sent, or would be.")] int Count,
    [property: Description("How many cannot be sent, because their payload was removed.")] int Removed);

/// <summary>A replay: missed events that are sent to a webhook.</summary>
public sealed record ReplayResource(
    [property: Description("The replayId of the deliveries that it creates.")] Guid Id,
    [property: Description("Running, Paused (by a person, or because the webhook is disabled or its endpoint keeps failing), Completed, Cancelled or Failed (the webhook was removed)."),
        AllowedValues("Running", "Paused", "Completed", "Cancelled", "Failed")] string Status,
    [property: Description("How many events it sends.")] int Count,
    [property: Description("How many it has sent so far, in the order in which they were received.")] int Sent,
    [property: Description("How many could not be sent when their turn came, because they or their payload were removed or somebody else sent them.")] int Skipped,
    [property: Description("The max number of events per second.")] int PerSecond,
    DateTimeOffset StartedAt,
    [property: Description("Null while it is running or paused.")] DateTimeOffset? EndedAt,
    [property: Description("Why it was paused or has failed; null unless it was, or if a person paused it.")] string? Reason)
{
    internal static ReplayResource Of(BulkActionView action) => new(
        action.Id,
        action.State.ToString(),
        action.Total,
        action.Done,
        action.Skipped,
        action.PerSecond ?? ReplayDraft.DefaultPerSecond,
        action.CreatedAt,
        action.EndedAt,
        action.Error);
}
