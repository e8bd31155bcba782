using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dixa.Webhooks.Admin.Api.Reference;

/// <summary>The reference's introduction and authentication.</summary>
internal static class DocumentHead
{
    private const string Scheme = "token";

    private static readonly string Description = $$"""
        Compatible with Dixa's webhook API, with extensions.

        Every operation needs an API token, created under Settings > Integrations > API tokens. Send it in the Authorization header, alone or after Bearer.
        A token has scopes: publish events, read webhooks, manage webhooks, read audit log, erase people. Manage includes read webhooks. For read-only tokens,
        secrets and header values are masked; sending a mask back keeps the stored value.

        Responses are {"data": …}, errors {"message": "…"}. Operations that Dixa's own API has ignore unknown members of a request, and all others refuse them. This API has its own event names, for example {{EventCatalogue.All[0].ApiName}};
        payloads use others, for example {{EventCatalogue.All[0].Fqn}}. Webhook ids are uuids, times are ISO 8601.
        """;

    public static Task WriteAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new OpenApiInfo { Title = "Dixa Webhooks API", Version = "v1", Description = Description };
        document.AddComponent<IOpenApiSecurityScheme>(Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = "Authorization",
            Description = "An API token, alone or after Bearer.",
        });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
