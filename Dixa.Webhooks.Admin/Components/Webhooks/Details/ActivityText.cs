using Dixa.Webhooks.Admin.Domain.Subscriptions;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>An activity in words, after the name of who did it.</summary>
/// <param name="Did">What they did.</param>
/// <param name="Icon">A picture of it; the words say it too.</param>
/// <param name="Detail">More on it; null when there is no more.</param>
public sealed record ActivityText(string Did, string Icon, string? Detail)
{
    /// <param name="kind">What was done.</param>
    /// <param name="detail">As it is stored.</param>
    public static ActivityText Of(ActivityKind kind, string? detail) => Look(kind) with { Detail = kind is ActivityKind.Resent ? $"Event {detail}" : detail };

    private static ActivityText Look(ActivityKind kind) => kind switch
    {
        ActivityKind.Created => new("created the webhook", Icons.Material.Outlined.AddCircleOutline, null),
        ActivityKind.Changed => new("changed the webhook", Icons.Material.Outlined.Edit, null),
        ActivityKind.Enabled => new("enabled the webhook", Icons.Material.Outlined.PlayCircle, null),
        ActivityKind.Disabled => new("disabled the webhook", Icons.Material.Outlined.PauseCircle, null),
        ActivityKind.AutoDisabled => new("disabled the webhook by itself", Icons.Material.Outlined.ErrorOutline, null),
        ActivityKind.SecretRevealed => new("read the secret", Icons.Material.Outlined.Visibility, null),
        ActivityKind.SecretRotated => new("rotated the secret", Icons.Material.Outlined.Autorenew, null),
        ActivityKind.OldSecretEnded => new("ended the overlap: the old secret signs no more", Icons.Material.Outlined.Key, null),
        ActivityKind.Resent => new("sent an event again", Icons.Material.Outlined.Replay, null),
        ActivityKind.ResentFailed => new("resent deliveries", Icons.Material.Outlined.Replay, null),
        ActivityKind.TestSent => new("sent a test", Icons.Material.Outlined.Send, null),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
