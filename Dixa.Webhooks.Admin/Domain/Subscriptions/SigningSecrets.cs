namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>What a webhook's requests are signed with, as of one revision of it.</summary>
/// <param name="Current">Signs always.</param>
/// <param name="Previous">The secret of before the last rotation; null when there is no overlap.</param>
/// <param name="PreviousUntil">From this time on, <paramref name="Previous"/> signs no more.</param>
public sealed record SigningSecrets(VerificationSecret Current, VerificationSecret? Previous = null, DateTimeOffset? PreviousUntil = null)
{
    /// <summary>The secret that signs beside <see cref="Current"/> at a time; null when none does.</summary>
    public VerificationSecret? PreviousAt(DateTimeOffset now) => PreviousUntil > now ? Previous : null;
}
