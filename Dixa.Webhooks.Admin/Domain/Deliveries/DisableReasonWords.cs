using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>Texts for why a webhook was disabled. Nothing stores them.</summary>
public static class DisableReasonWords
{
    /// <summary>A sentence without a full stop, for example <c>Dixa Webhooks disabled this webhook after 25 consecutive failures</c>.</summary>
    public static string Sentence(this DisableReason reason) => reason.Kind switch
    {
        DisableKind.Actor => $"{reason.ActorName} disabled this webhook",
        DisableKind.ConsecutiveFailures => $"{Actor.System.Name} disabled this webhook after {reason.Failures()}",
        DisableKind.CancelledByActor => $"{reason.ActorName} cancelled this delivery",
        DisableKind.PersonErased => "A person whom the event mentions was erased",
        _ => reason.Text ?? "",
    };

    /// <summary>A short form, for example <c>Auto-disabled</c>.</summary>
    public static string Brief(this DisableReason reason) => reason.Kind switch
    {
        DisableKind.Actor => $"Disabled by {reason.ActorName}",
        DisableKind.ConsecutiveFailures => "Auto-disabled",
        DisableKind.CancelledByActor => $"Cancelled by {reason.ActorName}",
        DisableKind.PersonErased => "Person erased",
        _ => reason.Text ?? "",
    };

    /// <summary>How many failures and how the last attempt ended, for <see cref="DisableKind.ConsecutiveFailures"/>.</summary>
    public static string Failures(this DisableReason reason) => string.Create(
        CultureInfo.InvariantCulture,
        $"{reason.ConsecutiveFailures} consecutive {(reason.ConsecutiveFailures == 1 ? "failure" : "failures")}; the last was {EventStatus.Of(new AttemptResult(reason.StatusCode, reason.Failure)).Text}");
}
