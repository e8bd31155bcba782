using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Api.EventTypes;

/// <summary>One event that a webhook can receive.</summary>
public sealed record EventTypeDescription(
    [property: Description("The name on the screens.")] string Label,
    [property: Description("The name in payloads, event_fqn.")] string Fqn,
    [property: Description("The name in this API.")] string ApiName,
    [property: Description("When it is emitted.")] string Description,
    [property: Description("The JSON schema of what stands under data in a payload.")] JsonObject Schema,
    [property: Description("A realistic example of what stands under data.")] JsonElement Sample)
{
    internal static EventTypeDescription Of(EventType type) => new(
        type.Label, type.Fqn, type.ApiName, type.Description, (JsonObject)type.Data.Schema, JsonElement.Parse(type.Data.Sample.Span));
}

/// <summary>Beyond the contract: what events there are.</summary>
internal static class EventTypeEndpoints
{
    public static void MapEventTypes(this IEndpointRouteBuilder api) => api.MapGet("/event-types", List)
        .WithTags("Events")
        .Describe("listEventTypes", "List event types", "Every event that a webhook can receive, with a sample and with the schema that data must fit to be published. A member with x-inferred is what we believe to stand there; it is not checked.", Policies.AnyToken)
        .Produces<Answer<IReadOnlyList<EventTypeDescription>>>();

    private static IResult List() =>
        ApiResults.Data<IReadOnlyList<EventTypeDescription>>([.. EventCatalogue.All.Select(EventTypeDescription.Of)]);
}
