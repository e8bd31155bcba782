using System.Net.Mime;
using System.Text.Json.Nodes;
using Dixa.Webhooks.Admin.Api.Audit;
using Dixa.Webhooks.Admin.Api.Deliveries;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dixa.Webhooks.Admin.Api.Reference;

/// <summary>Adds examples, error descriptions and allowed parameter values to each operation.</summary>
internal static class OperationDetails
{
    private const string Json = "application/json";

    public static async Task WriteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        if (operation.OperationId is Publishing.Name)
        {
            await PublishingShapes.WriteAsync(operation, context, cancel);
        }

        foreach (var (status, response) in operation.Responses ?? [])
        {
            Describe(operation.OperationId!, status, response);
        }

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<TakesBody>().FirstOrDefault() is { } takes)
        {
            var document = context.Document!;
            document.AddComponent(takes.Type.Name, await context.GetOrCreateSchemaAsync(takes.Type, parameterDescription: null, cancel));
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = takes.Required,
                Content = new Dictionary<string, OpenApiMediaType> { [Json] = new() { Schema = new OpenApiSchemaReference(takes.Type.Name, document) } },
            };
        }

        if (operation.RequestBody?.Content is { } bodies && bodies.TryGetValue(Json, out var body))
        {
            body.Example = Examples.Request(operation.OperationId!);
        }

        foreach (var parameter in operation.Parameters ?? [])
        {
            if (parameter.Schema is OpenApiSchema schema)
            {
                schema.Enum = parameter.Name switch
                {
                    "event" => SchemaDetails.EventNames,
                    "status" => [.. Enum.GetNames<DeliveryState>().Select(state => (JsonNode)state)],
                    "action" => [.. Enum.GetNames<AuditAction>().Select(action => (JsonNode)action)],
                    _ => schema.Enum,
                };
                if (operation.OperationId is AuditEndpoints.Name)
                {
                    DescribeText(parameter.Name!, schema);
                }
            }
        }
    }

    /// <summary>The audit log reads its parameters as text, to name the one that cannot be read.</summary>
    private static void DescribeText(string parameter, OpenApiSchema schema) => (schema.Type, schema.Format) = parameter switch
    {
        "since" or "until" => (JsonSchemaType.String, "date-time"),
        "pageLimit" => (JsonSchemaType.Integer, "int32"),
        _ => (schema.Type, schema.Format),
    };

    private static void Describe(string operation, string status, IOpenApiResponse response)
    {
        var refusal = Examples.Refusal(status);
        response.Description = refusal.Meaning;
        if (response.Content is { } contents && contents.TryGetValue(Json, out var content))
        {
            content.Example = refusal.Message is { } message ? new JsonObject { ["message"] = message } : Examples.Response(operation, status);
        }

        if (operation is FindEndpoints.Name && status == "200" && response.Content is { } found)
        {
            found[MediaTypeNames.Text.Csv] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }

        if (status == "429" && response is OpenApiResponse limited)
        {
            limited.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait before the next request.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
            };
        }
    }
}
