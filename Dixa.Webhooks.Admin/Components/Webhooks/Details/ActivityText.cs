using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>The display text of an activity.</summary>
/// <param name="Action">Follows the actor's name.</param>
/// <param name="Icon">Decorative.</param>
/// <param name="Detail">Null when there are no details.</param>
public sealed record ActivityText(string Action, string Icon, string? Detail)
{
    public static ActivityText Of(Activity activity, DateTimeOffset at) => Style(activity.Kind) with { Detail = DetailOf(activity, at) };

    private static ActivityText Style(ActivityKind kind) => kind switch
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

    private static string? DetailOf(Activity activity, DateTimeOffset at) => activity switch
    {
        Activity.Created { IsDisabled: true } => "Disabled",
        Activity.Changed changed => string.Join(", ", Fields(changed)),
        Activity.AutoDisabled { Reason: var reason } => $"After {reason.Failures()}",
        Activity.SecretRotated { OverlapSeconds: 0 } => "No overlap: the old secret expired immediately",
        Activity.SecretRotated { OverlapSeconds: var seconds } when TimeSpan.FromSeconds(seconds) is var overlap =>
            $"The old secret also signs for {SecretOverlap.Words(overlap)}, until {Utc(at + overlap)}",
        Activity.Resent { EventId: var id } => $"Event {id}",
        Activity.ResentFailed resent => Words(resent),
        Activity.TestSent { EventType: var type } => type,
        Activity.Described { Text: var text } => text,
        _ => null,
    };

    private static IEnumerable<string> Fields(Activity.Changed changed)
    {
        if (changed.Name)
        {
            yield return "Name";
        }

        if (changed.Url is { } url)
        {
            yield return url.From is null ? "URL" : $"URL ({url.From} → {url.To})";
        }

        if (changed.Events is { } events)
        {
            yield return $"Events ({string.Join("; ", new[] { Words("added", events.Added), Words("removed", events.Removed) }.OfType<string>())})";
        }

        if (changed.Authorization)
        {
            yield return "Authorization";
        }

        if (changed.Headers)
        {
            yield return "Headers";
        }
    }

    private static string? Words(string what, ChangedEvents? events) => events switch
    {
        null => null,
        { Types: { } types } => $"{what} {string.Join(" ", types)}",
        _ => $"{what} {events.Count}",
    };

    private static string Words(Activity.ResentFailed resent)
    {
        var count = resent.Failed + resent.Cancelled;
        var ended = (resent.Failed, resent.Cancelled) switch
        {
            (_, 0) => "failed",
            (0, 1) => "was cancelled",
            (0, _) => "were cancelled",
            _ => "failed or were cancelled",
        };
        var type = resent.EventType is null ? "" : $" of {resent.EventType}";
        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "delivery" : "deliveries")}{type} that {ended} since {Utc(resent.Since)}");
    }

    private static string Utc(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
