using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dixa.Webhooks.Admin.Api.Reference;

/// <summary>What the document says of the API as a whole.</summary>
internal static class DocumentHead
{
    private const string Scheme = "token";

    private static readonly string Description = $$"""
        Compatible with Dixa's webhook API, and more beside it.

        Every operation needs an API token, made under Settings > Integrations > API tokens, in the header Authorization: the token alone, or after Bearer.
        A token has scopes: publish events, read webhooks, manage webhooks. To manage includes to read. Where a token may only read,
        secrets and header values come masked; a mask that is sent back keeps what is stored.

        Answers are {"data": …}, refusals {"message": "…"}. Unknown members of a request are ignored. Event names are the API's, for example {{EventCatalogue.All[0].ApiName}};
        payloads have others, for example {{EventCatalogue.All[0].Fqn}}. Ids of webhooks are uuids, times are ISO-8601.
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
