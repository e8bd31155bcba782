using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Api.Deliveries;

[Description("The test event to send.")]
public sealed class TestWebhook : RequestMembers
{
    [Description("The event's name in this API.")]
    [EventName]
    public string? Event { get; init; }

    [Description("The payload's data object, sent byte for byte. By default, the event type's sample.")]
    public JsonElement? Data { get; init; }
}

[Description("Which failed and cancelled deliveries to resend.")]
public sealed class ResendFailed : RequestMembers
{
    [Description("Resends deliveries that failed or were cancelled at or after this time.")]
    public DateTimeOffset? Since { get; init; }

    [Description("What to resend: Failed (no attempts left), Cancelled (the webhook was disabled), or both. By default, both.")]
    [AllowedValues("Failed", "Cancelled")]
    public List<string>? Include { get; init; }

    [Description("Only counts them and sends nothing.")]
    public bool? DryRun { get; init; }
}

[Description("No members. The body may be omitted.")]
public sealed class ResendDelivery : RequestMembers;

public sealed record ResentDeliveries(
    [property: Description("The number of deliveries resent, or that would be resent.")] int Count,
    [property: Description("How many of these had failed.")] int Failed,
    [property: Description("How many of these had been cancelled.")] int Cancelled,
    bool DryRun);
