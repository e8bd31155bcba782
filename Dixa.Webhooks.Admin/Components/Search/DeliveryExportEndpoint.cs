using System.Globalization;
using System.Net.Mime;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Recording.Finding;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>The download of found deliveries with the search and the filters of their page.</summary>
internal static class DeliveryExportEndpoint
{
    public static void MapDeliveryExport(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(AppRoutes.DeliveriesCsv, async (HttpContext http, DeliveryExport export, TimeProvider time) =>
        {
            var now = time.GetUtcNow();
            if (FindAddress.Of(http.Request.Query).Read(now, out var error) is not { } query)
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                http.Response.ContentType = MediaTypeNames.Text.Plain;
                await http.Response.WriteAsync(error!.Message, http.RequestAborted);
                return;
            }

            http.Response.ContentType = "text/csv; charset=utf-8";
            http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"deliveries-{now:yyyyMMdd'T'HHmmss'Z'}.csv\"");
            await export.WriteAsync(query, http.Response.Body, http.RequestAborted);
        }).RequireAuthorization().ExcludeFromDescription();
}
