using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Ingest;

namespace Dixa.Webhooks.Admin.Api.EventTypes;

/// <summary>One event that a webhook can receive.</summary>
public sealed record EventTypeDescription(
    [property: Description("The name in the user interface.")] string Label,
    [property: Description("The name in payloads (event_fqn).")] string Fqn,
    [property: Description("The name in this API.")] string ApiName,
    [property: Description("When the event occurs.")] string Description,
    [property: Description("The JSON schema of the payload's data object.")] JsonObject Schema,
    [property: Description("A realistic example of the data object.")] JsonElement Sample)
{
    internal static EventTypeDescription Of(EventType type) => new(
        type.Label, type.Fqn, type.ApiName, type.Description, (JsonObject)type.Data.Schema, JsonElement.Parse(type.Data.Sample.Span));
}

/// <summary>An extension of the contract: the catalogue of events.</summary>
internal static class EventTypeEndpoints
{
    public static void MapEventTypes(this IEndpointRouteBuilder api) => api.MapGet("/event-types", List)
        .WithTags("Events")
        .Describe("listEventTypes", "List event types", "Every event that a webhook can receive, with a sample and the schema of its data. Published data must match the schema. Members marked x-inferred are not documented by Dixa; they are not validated.", Policies.AnyToken)
        .Produces<ApiResponse<IReadOnlyList<EventTypeDescription>>>();

    private static IResult List() =>
        ApiResponse.Data<IReadOnlyList<EventTypeDescription>>([.. EventCatalogue.All.Select(EventTypeDescription.Of)]);
}
