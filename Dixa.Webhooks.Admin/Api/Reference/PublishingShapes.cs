using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Ingest;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dixa.Webhooks.Admin.Api.Reference;

/// <summary>Schemas of publishing, which no .NET type expresses: one event or an array of events, and the same for the response.</summary>
internal static class PublishingShapes
{
    private const string Json = "application/json";

    public static async Task WriteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Json] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        OneOf = [Event(), new OpenApiSchema { Type = JsonSchemaType.Array, Items = Event(), MinItems = 1, MaxItems = EventReader.MaxEvents }],
                    },
                },
            },
        };
        var accepted = operation.Responses!["202"].Content![Json];
        accepted.Schema = new OpenApiSchema
        {
            OneOf =
            [
                accepted.Schema!,
                await context.GetOrCreateSchemaAsync(typeof(ApiResponse<IReadOnlyList<PublishedEvent>>), parameterDescription: null, cancel),
            ],
        };
    }

    private static OpenApiSchema Event() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "event_fqn", "data" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["event_id"] = Text("Receivers use it to detect duplicates. By default, a new uuid.", "uuid"),
            ["event_fqn"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. EventCatalogue.All.Select(type => (System.Text.Json.Nodes.JsonNode)type.Fqn)] },
            ["event_version"] = Text($"By default, \"{EventEnvelope.DefaultVersion}\"."),
            ["event_timestamp"] = Text("When the event occurred. By default, now.", "date-time"),
            ["organization"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "The event's organization. By default, the one in the settings.",
                Required = new HashSet<string> { "id", "name" },
                Properties = new Dictionary<string, IOpenApiSchema> { ["id"] = Text("A uuid.", "uuid"), ["name"] = Text("1 to 200 characters.") },
            },
            ["data"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "The event's data, matching its event type's schema (GET /v1/event-types). Additional members are allowed and are sent too." },
        },
    };

    private static OpenApiSchema Text(string description, string? format = null) => new() { Type = JsonSchemaType.String, Format = format, Description = description };
}
