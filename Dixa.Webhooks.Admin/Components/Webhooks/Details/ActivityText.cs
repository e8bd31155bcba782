using Dixa.Webhooks.Admin.Domain.Subscriptions;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>The display text of an activity.</summary>
/// <param name="Action">Follows the actor's name.</param>
/// <param name="Icon">Decorative.</param>
/// <param name="Detail">Null when there are no details.</param>
public sealed record ActivityText(string Action, string Icon, string? Detail)
{
    public static ActivityText Of(ActivityKind kind, string? detail) => Look(kind) with { Detail = kind is ActivityKind.Resent ? $"Event {detail}" : detail };

    private static ActivityText Look(ActivityKind kind) => kind switch
    {
        ActivityKind.Created => new("created the webhook", Icons.Material.Outlined.AddCircleOutline, null),
        ActivityKind.Changed => new("changed the webhook", Icons.Material.Outlined.Edit, null),
        ActivityKind.Enabled => new("enabled the webhook", Icons.Material.Outlined.PlayCircle, null),
        ActivityKind.Disabled => new("disabled the webhook", Icons.Material.Outlined.PauseCircle, null),
        ActivityKind.AutoDisabled => new("disabled the webhook automatically", Icons.Material.Outlined.ErrorOutline, null),
        ActivityKind.SecretRevealed => new("viewed the secret", Icons.Material.Outlined.Visibility, null),
        ActivityKind.SecretRotated => new("rotated the secret", Icons.Material.Outlined.Autorenew, null),
        ActivityKind.OldSecretEnded => new("ended the overlap; the old secret no longer signs", Icons.Material.Outlined.Key, null),
        ActivityKind.Resent => new("resent an event", Icons.Material.Outlined.Replay, null),
        ActivityKind.ResentFailed => new("resent deliveries", Icons.Material.Outlined.Replay, null),
        ActivityKind.TestSent => new("sent a test event", Icons.Material.Outlined.Send, null),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
