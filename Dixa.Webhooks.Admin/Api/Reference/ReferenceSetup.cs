using Microsoft.AspNetCore.OpenApi;
using Scalar.AspNetCore;

namespace Dixa.Webhooks.Admin.Api.Reference;

/// <summary>The API's description for programs, and its page for people. Both are open to everybody: there is no secret in them.</summary>
internal static class ReferenceSetup
{
    private const string PagePath = "/docs/api";

    public static IServiceCollection AddReference(this IServiceCollection services) => services.AddOpenApi("v1", openApi =>
    {
        openApi.ShouldInclude = operation => $"/{operation.RelativePath}".StartsWith($"{ApiErrors.Path}/", StringComparison.Ordinal);
        openApi.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace("IReadOnlyListOf", "ListOf", StringComparison.Ordinal);
        openApi.AddDocumentTransformer(DocumentHead.WriteAsync);
        openApi.AddSchemaTransformer(SchemaDetails.WriteAsync);
        openApi.AddOperationTransformer(OperationDetails.WriteAsync);
    });

    public static void MapReference(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

        // The page asks no host but this one: the package brings its script, and what leads elsewhere is off.
        endpoints.MapScalarApiReference(PagePath, page => page
            .WithTitle("Dixa Webhooks API")
            .DisableDefaultFonts()
            .HideDeveloperTools()
            .HideClientButton()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp())
            .AllowAnonymous();
    }
}
