using System.Text.Json.Serialization.Metadata;
using Dixa.Webhooks.Admin.Api.Deliveries;
using Dixa.Webhooks.Admin.Api.Webhooks;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.OpenApi;
using Scalar.AspNetCore;

namespace Dixa.Webhooks.Admin.Api.Reference;

/// <summary>The OpenAPI document and the reference page. Both are public, because they contain no secrets.</summary>
internal static class ReferenceSetup
{
    /// <summary>The package's own colors for secondary text and for methods do not have enough contrast.</summary>
    private const string Css = """
        .light-mode { --scalar-color-3: #666; --scalar-color-green: #00694a; }
        .dark-mode { --scalar-color-3: #9c9c9c; }
        .back-to-application { display: block; padding: 8px 16px; border-bottom: 1px solid var(--scalar-border-color); font: 600 14px system-ui, sans-serif; }
        .back-to-application a { color: var(--scalar-color-1); }
        """;

    public static IServiceCollection AddReference(this IServiceCollection services) => services.AddOpenApi("v1", openApi =>
    {
        openApi.ShouldInclude = operation => $"/{operation.RelativePath}".StartsWith($"{AppRoutes.Api}/", StringComparison.Ordinal);
        openApi.CreateSchemaReferenceId = SchemaId;
        openApi.AddDocumentTransformer(DocumentHead.WriteAsync);
        openApi.AddSchemaTransformer(SchemaDetails.WriteAsync);
        openApi.AddOperationTransformer(OperationDetails.WriteAsync);
    });

    public static void MapReference(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi(AppRoutes.ApiDocument).AllowAnonymous();

        // The page loads nothing from other hosts: the package includes its script, and external features are off.
        endpoints.MapScalarApiReference(AppRoutes.ApiReference, page => page
            .WithTitle("Dixa Webhooks API")
            .AddHeadContent("<script src=\"../../reference.js\"></script>")
            .AddHeaderContent("<nav class=\"back-to-application\" aria-label=\"Application\"><a href=\"../../\">Back to Dixa Webhooks</a></nav>")
            .WithCustomCss(Css)
            .DisableDefaultFonts()
            .HideDeveloperTools()
            .HideClientButton()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp())
            .AllowAnonymous();
    }

    /// <summary>The names in the published document, which stay the same when a class is renamed.</summary>
    private static string? SchemaId(JsonTypeInfo type) => OpenApiOptions.CreateDefaultSchemaReferenceId(type)?
        .Replace("ApiResponseOf", "AnswerOf", StringComparison.Ordinal)
        .Replace("IReadOnlyListOf", "ListOf", StringComparison.Ordinal)
        .Replace(nameof(DeliveryResource), "Delivery", StringComparison.Ordinal)
        .Replace(nameof(WebhookResource), "WebhookSubscription", StringComparison.Ordinal);
}
