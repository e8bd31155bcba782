using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.Privacy;

namespace Dixa.Webhooks.Admin.Api.Privacy;

[Description("The person to erase.")]
public sealed class ErasePerson : RequestMembers
{
    [Description("An e-mail address, a phone number such as +4520123456, or the uuid of a user.")]
    public string? Value { get; init; }

    [Description("Only counts the events and erases nothing.")]
    public bool? DryRun { get; init; }
}

/// <summary>What an erasure would remove, as far as the search index knows. It also searches every payload and response, so it can find more.</summary>
public sealed record ErasureCount(
    [property: Description("Events that mention the person.")] int Events,
    [property: Description("Deliveries of these events.")] int Deliveries,
    [property: Description("How many of the deliveries are pending and would be cancelled.")] int Pending,
    [property: Description("How many webhooks got one of the events.")] int Webhooks,
    [property: Description("When the first event was received; null if there are none.")] DateTimeOffset? From,
    [property: Description("When the last event was received; null if there are none.")] DateTimeOffset? To,
    [property: Description("How many of the newest 1,000 events mention the value in another place, for example as your own address. The erasure removes them too.")] int OtherMentions);

/// <summary>An erasure.</summary>
public sealed record ErasureResource(
    Guid Id,
    [property: Description("Running, Finished or Failed (its key was lost; request it again)."), AllowedValues("Running", "Finished", "Failed")] string Status,
    [property: Description("How much of the history was searched, from 0 to 1.")] double Progress,
    [property: Description("Events that are received later are kept.")] DateTimeOffset RequestedAt,
    [property: Description("Null while it is running.")] DateTimeOffset? FinishedAt,
    [property: Description("Events whose content was removed so far.")] int Events,
    [property: Description("Pending deliveries that were cancelled so far.")] int Cancelled,
    [property: Description("Responses that were removed so far although their events did not mention the person.")] int Responses)
{
    internal static ErasureResource Of(ErasureView view) => new(
        view.Id, view.State.ToString(), view.Progress, view.RequestedAt, view.FinishedAt, view.Events, view.Cancelled, view.Responses);
}
