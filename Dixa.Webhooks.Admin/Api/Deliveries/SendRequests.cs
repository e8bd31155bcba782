using System.ComponentModel;
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

/// <summary>A wish to send again what failed.</summary>
[Description("Which failed deliveries to send again.")]
public sealed class ResendFailed : RequestMembers
{
    [Description("Those whose last attempt failed at this time or later.")]
    public DateTimeOffset? Since { get; init; }

    [Description("Counts them and sends nothing.")]
    public bool? DryRun { get; init; }
}

/// <summary>A request to resend one delivery: it has no members.</summary>
[Description("Nothing; the body may be left out.")]
public sealed class ResendDelivery : RequestMembers;

/// <summary>What came of it.</summary>
public sealed record ResentDeliveries([property: Description("How many are, or would be, on their way again.")] int Count, bool DryRun);
