namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>The secrets that sign a webhook's requests, as of one revision.</summary>
/// <param name="Current">Always signs.</param>
/// <param name="Previous">The secret before the last rotation; null if there is no overlap.</param>
/// <param name="PreviousUntil">When <paramref name="Previous"/> expires.</param>
public sealed record SigningSecrets(VerificationSecret Current, VerificationSecret? Previous = null, DateTimeOffset? PreviousUntil = null)
{
    /// <summary>Returns the secret that signs in addition to <see cref="Current"/> at a time, or null.</summary>
    public VerificationSecret? PreviousAt(DateTimeOffset now) => PreviousUntil > now ? Previous : null;
}
