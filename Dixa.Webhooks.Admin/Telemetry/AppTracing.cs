using System.Diagnostics;

namespace Dixa.Webhooks.Admin.Telemetry;

/// <summary>
/// The spans of an event: it is stored, attempted and recorded. The context of the publisher is kept with the event, so that all attempts belong to
/// the publisher's trace, and each retry links to it. Without a listener nothing is created.
/// </summary>
public static class AppTracing
{
    public const string Name = "Dixa.Webhooks";

    /// <summary>The header of W3C Trace Context.</summary>
    public const string Header = "traceparent";

    /// <summary>The length of version 00: https://www.w3.org/TR/trace-context/#traceparent-header.</summary>
    private const int Length = 55;

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Whether someone collects spans.</summary>
    public static bool IsCollected => Source.HasListeners();

    /// <summary>The context to keep with the events of a request: the publisher's or, if it sent none, that of the request itself if it is traced.</summary>
    /// <param name="header">The header's value, as it came from outside; null or empty if there was none.</param>
    public static string? ToKeep(string? header)
    {
        if (header is { Length: Length } && ActivityContext.TryParse(header, null, out _))
        {
            return header;
        }

        return IsCollected && Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } request ? request.Id : null;
    }

    public static Activity? StoringEvents(int count)
    {
        var activity = Source.StartActivity("store events", ActivityKind.Internal);
        activity?.SetTag("dixa.events", count);
        return activity;
    }

    /// <param name="deliveryId">The delivery.</param>
    /// <param name="subscriptionId">The webhook.</param>
    /// <param name="eventType">A wire name.</param>
    /// <param name="number">The attempt's number, starting at 1.</param>
    /// <param name="kept">What <see cref="ToKeep"/> returned for the event.</param>
    public static Activity? Attempting(long deliveryId, Guid subscriptionId, string eventType, int number, string? kept)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        ActivityContext.TryParse(kept, null, isRemote: true, out var published);
        var activity = Source.StartActivity(
            "attempt", ActivityKind.Client, published, links: number > 1 && published != default ? [new ActivityLink(published)] : null);
        activity?.SetTag("dixa.delivery.id", deliveryId)
            .SetTag("dixa.webhook.id", subscriptionId)
            .SetTag("dixa.event.type", eventType)
            .SetTag("dixa.attempt.number", number)
            .SetTag("http.request.method", "POST");
        return activity;
    }

    /// <summary>Ends the span of an attempt.</summary>
    public static void Attempted(Activity? activity, string host, int? statusCode, string outcome, bool succeeded)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag("server.address", host);
        if (statusCode is { } status)
        {
            activity.SetTag("http.response.status_code", status);
        }

        if (!succeeded)
        {
            activity.SetTag("error.type", outcome).SetStatus(ActivityStatusCode.Error);
        }

        activity.Stop();
    }

    /// <param name="deliveryId">The delivery.</param>
    /// <param name="attempt">The id of the attempt's span; null if it was not traced.</param>
    public static Activity? Recording(long deliveryId, string? attempt)
    {
        if (attempt is null || !Source.HasListeners())
        {
            return null;
        }

        var activity = Source.StartActivity("record attempt", ActivityKind.Internal, attempt);
        activity?.SetTag("dixa.delivery.id", deliveryId);
        return activity;
    }
}
