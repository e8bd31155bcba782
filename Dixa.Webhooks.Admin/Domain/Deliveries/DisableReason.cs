namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>
/// Why a webhook was disabled, and its pending deliveries cancelled: a kind and its data. It is stored as such, and
/// <see cref="DisableReasonWords"/> puts it into words where it is shown.
/// </summary>
public sealed record DisableReason(DisableKind Kind)
{
    /// <summary>The name of the person or API token at that time; only with <see cref="DisableKind.Actor"/> and <see cref="DisableKind.CancelledByActor"/>.</summary>
    public string? ActorName { get; init; }

    /// <summary>After how many failures; only with <see cref="DisableKind.ConsecutiveFailures"/>.</summary>
    public int? ConsecutiveFailures { get; init; }

    /// <summary>The status of the last response; only with <see cref="DisableKind.ConsecutiveFailures"/>, and null if there was no response.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Why the last attempt got no usable response; only with <see cref="DisableKind.ConsecutiveFailures"/>, and null if it got one.</summary>
    public FailureClass? Failure { get; init; }

    /// <summary>Only with <see cref="DisableKind.Text"/>.</summary>
    public string? Text { get; init; }

    public static DisableReason By(Actor actor) => new(DisableKind.Actor) { ActorName = actor.Name };

    /// <summary>The last attempt is the one after which the webhook was disabled.</summary>
    public static DisableReason After(int consecutiveFailures, AttemptResult last) => new(DisableKind.ConsecutiveFailures)
    {
        ConsecutiveFailures = consecutiveFailures,
        StatusCode = last.StatusCode,
        Failure = last.Failure,
    };
}
