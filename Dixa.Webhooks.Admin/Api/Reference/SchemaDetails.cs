using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Dixa.Webhooks.Admin.Api.Deliveries;
using Dixa.Webhooks.Admin.Api.Replays;
using Dixa.Webhooks.Admin.Api.Webhooks;
using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dixa.Webhooks.Admin.Api.Reference;

/// <summary>Adds what the .NET types do not express: required members and allowed values.</summary>
internal static class SchemaDetails
{
    public static IList<JsonNode> EventNames => [.. EventCatalogue.All.Select(type => (JsonNode)type.ApiName)];

    public static Task WriteAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        if (context.JsonTypeInfo.Type is { } body && body.IsAssignableTo(typeof(RequestMembers)) && !body.IsAssignableTo(typeof(WebhookMembers)))
        {
            schema.AdditionalPropertiesAllowed = false;
        }

        if (schema.Properties is { Count: > 0 } properties)
        {
            var type = context.JsonTypeInfo.Type;
            schema.Required = new HashSet<string>(Required(type, properties.Keys));
            if (IsRequest(type))
            {
                RefuseNull(properties, schema.Required);
            }
        }

        if (context.JsonPropertyInfo is { } member)
        {
            AllowedValues(schema, member);
        }

        return Task.CompletedTask;
    }

    /// <summary>Responses contain every member, including nulls, except those listed here. Requests must have the members listed here.</summary>
    private static IEnumerable<string> Required(Type type, IEnumerable<string> members) => type switch
    {
        _ when type == typeof(CreateWebhook) => ["name", "url"],
        _ when type == typeof(PatchWebhook) => [],
        _ when type == typeof(TestWebhook) => ["event"],
        _ when type == typeof(ResendFailed) => ["since"],
        _ when type == typeof(ReplayMissed) => ["since"],
        _ when type == typeof(RotateSecret) => [],
        _ when type == typeof(DeliveryResource) => members.Except(["replayId"]),
        _ when type == typeof(WebhookResource) => members.Except(["description", "owner", "tags"]),
        _ => members,
    };

    private static bool IsRequest(Type type) => type.IsAssignableTo(typeof(RequestMembers)) || type.IsAssignableTo(typeof(Authorization));

    /// <summary>Every member of the request types is nullable, so that errors can name missing ones. The schema excludes null for required members.</summary>
    private static void RefuseNull(IDictionary<string, IOpenApiSchema> properties, ISet<string> required)
    {
        foreach (var member in properties.Where(member => required.Contains(member.Key)).Select(member => member.Value).OfType<OpenApiSchema>())
        {
            member.Type &= ~JsonSchemaType.Null;
        }
    }

    private static void AllowedValues(OpenApiSchema schema, JsonPropertyInfo member)
    {
        var attributes = member.AttributeProvider?.GetCustomAttributes(inherit: true) ?? [];
        if (attributes.OfType<AllowedValuesAttribute>().FirstOrDefault() is { } allowed)
        {
            var listed = schema.Items as OpenApiSchema ?? schema;
            listed.Enum = [.. allowed.Values.Select(value => (JsonNode)(string)value!)];
        }

        if (attributes.OfType<EventNameAttribute>().Any())
        {
            var named = schema.Items as OpenApiSchema ?? schema;
            named.Enum = EventNames;
        }
    }
}
