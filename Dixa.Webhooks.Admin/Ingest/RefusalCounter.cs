using Dixa.Webhooks.Admin.Telemetry;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Counts refused publish requests by their status, because sign-in and limits refuse some before they reach the endpoint.</summary>
internal sealed class RefusalCounter(RequestDelegate next, IntakeMetrics metrics)
{
    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);

        // Nobody refused a request whose client has gone.
        if (!http.RequestAborted.IsCancellationRequested && PublishRefusal.Of(http.Response.StatusCode) is { } reason)
        {
            metrics.Refused(http.Features.Get<PublishRefusal>()?.Reason ?? reason);
        }
    }
}
