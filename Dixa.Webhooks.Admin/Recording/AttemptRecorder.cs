using System.Data.Common;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Stores what came of attempts, and tells the feed once it is stored.</summary>
public sealed partial class AttemptRecorder(GroupCommit store, DeliveryFeed feed, TimeProvider time, ILogger<AttemptRecorder> logger)
{
    /// <summary>How long is waited before a store that cannot write is tried again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Records an attempt with the delivery's next state, however long the store cannot write: the request is made, and
    /// making it again would not help. Null when the webhook was removed meanwhile.
    /// </summary>
    /// <exception cref="DbException">The store refused it, even without the answer's text; nothing is recorded.</exception>
    /// <exception cref="ObjectDisposedException">The application ended before the store could write.</exception>
    public async Task<RecordedAttempt?> RecordAsync(EndedAttempt attempt, RetryRule rule)
    {
        while (true)
        {
            try
            {
                var recorded = await store.CommitAsync(new RecordAttempt(attempt, rule));
                feed.Publish(attempt.SubscriptionId);
                return recorded;
            }
            catch (StoreUnavailableException)
            {
                // The group's failure is logged where it happened.
                await Task.Delay(Pause, time);
            }
            catch (DbException error) when (!attempt.Result.IsBare)
            {
                Log.Refused(logger, attempt.DeliveryId, attempt.SubscriptionId, error);
                attempt = attempt with { Result = attempt.Result.Bare() };
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The store refused an attempt of delivery {DeliveryId} to webhook {SubscriptionId}; recording it without the answer's text")]
        public static partial void Refused(ILogger logger, long deliveryId, Guid subscriptionId, Exception error);
    }
}
