using System.Globalization;
using System.Net.Mime;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Operations.Status;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Operations.Bundle;

namespace Dixa.Webhooks.Admin.Components.Operations;

/// <summary>The download of the support bundle, for administrators.</summary>
internal static class SupportBundleEndpoints
{
    public static void MapSupportBundle(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(AppRoutes.SupportBundle, async (HttpContext http, SupportBundle bundle, TimeProvider time) =>
        {
            var actor = http.User.ToActor() is { } signedIn ? signedIn with { Address = ClientAddress.Of(http) } : Actor.Anonymous;
            if (!await bundle.BeginAsync(actor, http.RequestAborted))
            {
                http.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            http.Response.ContentType = MediaTypeNames.Application.Zip;
            http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"dixa-webhooks-{time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.zip\"");

            // Not the response's stream, which refuses the few small writes that are not asynchronous.
            await using var output = http.Response.BodyWriter.AsStream(leaveOpen: true);
            await bundle.WriteAsync(output, WarningWords.Of, http.RequestAborted);
        }).RequireAuthorization(Policies.Administrator).ExcludeFromDescription();
}
