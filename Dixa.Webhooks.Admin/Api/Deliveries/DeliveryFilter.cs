using System.ComponentModel;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Api.Deliveries;

/// <summary>The query of a list of deliveries, as it was asked.</summary>
internal sealed partial record DeliveryFilter(
    [property: Description("Only this event, in the API's names."), EventName] string? Event,
    [property: Description("Only deliveries that are Pending, Delivered, Failed or Cancelled.")] string? Status,
    [property: Description("Created at this time or later.")] DateTimeOffset? Since,
    [property: Description("Created before this time.")] DateTimeOffset? Until,
    [property: Description("Only the delivery with this id.")] long? DeliveryId,
    [property: Description("Only deliveries of the event with this event_id.")] Guid? EventId,
    [property: Description("Where the page begins, as meta.next of the page before has it.")] string? PageKey,
    [property: Description("How many a page holds: 1 to 100, else 50.")] int? PageLimit)
{
    private static readonly string[] Parameters = ["event", "status", "since", "until", "deliveryId", "eventId", "pageKey", "pageLimit"];

    /// <summary>The query, or what is wrong with it.</summary>
    /// <param name="asked">The same as it stands in the address.</param>
    /// <param name="problem">Names what is wrong, and what is allowed.</param>
    public DeliveryQuery? Read(IQueryCollection asked, out string problem)
    {
        if (asked.Keys.FirstOrDefault(name => !Parameters.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            problem = UnknownNames.Message(unknown, "parameter of this list", Parameters);
            return null;
        }

        // What is read as a time by itself may mean another: 1/2/2026 is in January or in February.
        foreach (var name in (string[])["since", "until"])
        {
            if (asked[name] is [{ Length: > 0 } time] && !BeginsWithDate().IsMatch(time))
            {
                problem = $"{name}: name a time, for example 2026-03-01T12:00:00Z.";
                return null;
            }
        }

        var query = new DeliveryQuery { Since = Since, Until = Until, DeliveryId = DeliveryId, EventId = EventId };
        problem = "";
        if (Event is not null)
        {
            if (!EventNames.TryRead(Event, out var type, out var unknownEvent))
            {
                problem = $"event: {unknownEvent}";
                return null;
            }

            query = query with { EventType = type.Fqn };
        }

        if (Status is not null)
        {
            if (!Enum.GetNames<DeliveryState>().Contains(Status))
            {
                problem = $"status: allowed are {string.Join(", ", Enum.GetNames<DeliveryState>())}.";
                return null;
            }

            query = query with { State = Enum.Parse<DeliveryState>(Status) };
        }

        if (PageLimit is { } limit)
        {
            if (limit is < 1 or > DeliveryQuery.MaxPerPage)
            {
                problem = $"pageLimit: allowed are 1 to {DeliveryQuery.MaxPerPage}.";
                return null;
            }

            query = query with { Limit = limit };
        }

        if (PageKey is not null)
        {
            if (DeliveryPosition.Read(PageKey) is not { } position)
            {
                problem = "pageKey: take it from meta.next of the page before.";
                return null;
            }

            query = query with { After = position };
        }

        return query;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(T|\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex BeginsWithDate();
}
