using System.Globalization;
using System.Net.Mime;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Components.Audit;

/// <summary>Downloads of the audit log with the filters of its page, for administrators.</summary>
internal static class AuditExportEndpoints
{
    public static void MapAuditExport(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, AppRoutes.AuditCsv, AuditExport.Csv, "text/csv; charset=utf-8", "csv", export => export.WriteCsvAsync);
        Map(endpoints, AppRoutes.AuditNdjson, AuditExport.Ndjson, "application/x-ndjson", "ndjson", export => export.WriteNdjsonAsync);
    }

    private static void Map(
        IEndpointRouteBuilder endpoints, string route, string format, string mediaType, string extension, Func<AuditExport, Func<AuditQuery, Stream, CancellationToken, Task>> writer) =>
        endpoints.MapGet(route, async (HttpContext http, AuditExport export, TimeProvider time) =>
        {
            var now = time.GetUtcNow();
            if (AuditUrl.Of(http.Request.Query).Read(now, out var error) is not { } query)
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                http.Response.ContentType = MediaTypeNames.Text.Plain;
                await http.Response.WriteAsync(error!.Message, http.RequestAborted);
                return;
            }

            var actor = http.User.ToActor() is { } signedIn ? signedIn with { Address = ClientAddress.Of(http) } : Actor.Anonymous;
            if (!await export.BeginAsync(actor, format, http.RequestAborted))
            {
                http.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            http.Response.ContentType = mediaType;
            http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"audit-{now:yyyyMMdd'T'HHmmss'Z'}.{extension}\"");
            await writer(export)(query, http.Response.Body, http.RequestAborted);
        }).RequireAuthorization(Policies.Administrator).ExcludeFromDescription();
}
