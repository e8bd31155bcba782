using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Ingest;

namespace Dixa.Webhooks.Admin.Api.Audit;

/// <summary>An extension of the contract: the audit log, with filters.</summary>
internal static class AuditEndpoints
{
    public const string Name = "listAudit";

    public static void MapAudit(this IEndpointRouteBuilder api) => api.MapGet("/audit", ListAsync)
        .WithTags("Audit log")
        .Describe(
            Name,
            "List the audit log",
            "Who changed or revealed what, when and from where, newest first, in pages. Follow meta.next until it is null. Never contains a secret, a header value or a payload.",
            Policies.ReadAudit)
        .Produces<Page<AuditResource>>()
        .Refuses(StatusCodes.Status400BadRequest);

    private static async Task<IResult> ListAsync([AsParameters] AuditFilter filter, HttpRequest request, AuditSearch search, CancellationToken cancel)
    {
        if (filter.Read(request.Query, out var error) is not { } query)
        {
            return ApiResponse.Error(StatusCodes.Status400BadRequest, error);
        }

        var page = await search.FindAsync(query, cancel);
        return Results.Json(new Page<AuditResource>(
            [.. page.Rows.Select(AuditResource.Of)],
            new PageMeta(page.Older is { } next ? ListQuery.NextPage(request, $"{next}") : null)));
    }
}
