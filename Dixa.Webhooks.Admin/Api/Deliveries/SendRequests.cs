using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Api.Deliveries;

/// <summary>A wish for a test.</summary>
[Description("Which event to send a sample of.")]
public sealed class TestWebhook : RequestMembers
{
    [Description("The event, in the API's names.")]
    [EventName]
    public string? Event { get; init; }

    [Description("What stands under data in it, byte for byte; left out: the event type's own sample.")]
    public JsonElement? Data { get; init; }
}

/// <summary>A wish to resend what failed or was cancelled.</summary>
[Description("Which failed and cancelled deliveries to resend.")]
public sealed class ResendFailed : RequestMembers
{
    [Description("Those whose last attempt failed, or that were cancelled, at this time or later.")]
    public DateTimeOffset? Since { get; init; }

    [Description("What to resend: Failed (all attempts used), Cancelled (the webhook was disabled), or both. Left out: both.")]
    [AllowedValues("Failed", "Cancelled")]
    public List<string>? Include { get; init; }

    [Description("Counts them and sends nothing.")]
    public bool? DryRun { get; init; }
}

/// <summary>A request to resend one delivery: it has no members.</summary>
[Description("Nothing; the body may be left out.")]
public sealed class ResendDelivery : RequestMembers;

/// <summary>What came of it.</summary>
public sealed record ResentDeliveries(
    [property: Description("How many are, or would be, resent.")] int Count,
    [property: Description("How many of them had failed.")] int Failed,
    [property: Description("How many of them had been cancelled.")] int Cancelled,
    bool DryRun);
