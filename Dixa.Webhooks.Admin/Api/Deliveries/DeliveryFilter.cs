using System.ComponentModel;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Api.Deliveries;

/// <summary>The query parameters of the list of deliveries.</summary>
internal sealed record DeliveryFilter(
    [property: Description("Only deliveries of this event, by its name in this API."), EventName] string? Event,
    [property: Description("Only deliveries that are Pending, Delivered, Failed or Cancelled.")] string? Status,
    [property: Description("Only deliveries created at or after this time.")] DateTimeOffset? Since,
    [property: Description("Only deliveries created before this time.")] DateTimeOffset? Until,
    [property: Description("Only the delivery with this id.")] long? DeliveryId,
    [property: Description("Only deliveries of the event with this event_id.")] Guid? EventId,
    [property: Description("Where the page starts; taken from meta.next of the previous page.")] string? PageKey,
    [property: Description("The page size: 1 to 100, by default 50.")] int? PageLimit)
{
    private static readonly string[] Parameters = ["event", "status", "since", "until", "deliveryId", "eventId", "pageKey", "pageLimit"];

    /// <summary>Returns the query; null if <paramref name="parameters"/>, the same in raw form, is invalid.</summary>
    public DeliveryQuery? Read(IQueryCollection parameters, out string error)
    {
        if (ListQuery.UnknownIn(parameters, Parameters) is { } unknown)
        {
            error = unknown;
            return null;
        }

        // The framework also parses ambiguous dates.
        foreach (var name in (string[])["since", "until"])
        {
            if (parameters[name] is [{ Length: > 0 } time] && !ListQuery.IsUnambiguousTime(time))
            {
                error = ListQuery.InvalidTime(name);
                return null;
            }
        }

        var query = new DeliveryQuery { Since = Since, Until = Until, DeliveryId = DeliveryId, EventId = EventId };
        error = "";
        if (Event is not null)
        {
            if (!EventNames.TryRead(Event, out var type, out var unknownEvent))
            {
                error = $"event: {unknownEvent}";
                return null;
            }

            query = query with { EventType = type.Fqn };
        }

        if (Status is not null)
        {
            if (!Enum.GetNames<DeliveryState>().Contains(Status))
            {
                error = $"status must be one of {string.Join(", ", Enum.GetNames<DeliveryState>())}.";
                return null;
            }

            query = query with { State = Enum.Parse<DeliveryState>(Status) };
        }

        if (PageLimit is { } limit)
        {
            if (limit is < 1 or > DeliveryQuery.MaxPerPage)
            {
                error = $"pageLimit must be between 1 and {DeliveryQuery.MaxPerPage}.";
                return null;
            }

            query = query with { Limit = limit };
        }

        if (PageKey is not null)
        {
            if (DeliveryPosition.Read(PageKey) is not { } position)
            {
                error = ListQuery.InvalidPageKey;
                return null;
            }

            query = query with { After = position };
        }

        return query;
    }
}
