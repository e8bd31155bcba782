using System.Data.Common;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Telemetry;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Records attempts, and notifies the feed once they are stored.</summary>
public sealed partial class AttemptRecorder(GroupCommit store, DeliveryFeed feed, AttemptCounter counter, TimeProvider time, ILogger<AttemptRecorder> logger)
{
    /// <summary>The delay before the next try while the store is unavailable.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Records an attempt with the delivery's next state. Waits as long as the store is unavailable: the request was sent, and repeating it
    /// would not help. Null if the webhook was removed in the meantime.
    /// </summary>
    /// <exception cref="DbException">The store refused the attempt, even without the response; nothing is recorded.</exception>
    /// <exception cref="ObjectDisposedException">The application stopped before the attempt was recorded.</exception>
    public async Task<RecordedAttempt?> RecordAsync(EndedAttempt attempt, RetryRule rule)
    {
        using var span = AppTracing.Recording(attempt.DeliveryId, attempt.Span);
        while (true)
        {
            try
            {
                var recorded = await store.CommitAsync(new RecordAttempt(attempt, rule));
                feed.Publish(attempt.SubscriptionId);
                counter.Add(attempt.Result.Succeeded);
                return recorded;
            }
            catch (StoreUnavailableException)
            {
                // GroupCommit has logged the failure.
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
        [LoggerMessage(1500, LogLevel.Warning, "The store refused an attempt of delivery {DeliveryId} to webhook {SubscriptionId}; recording it without the response")]
        public static partial void Refused(ILogger logger, long deliveryId, Guid subscriptionId, Exception error);
    }
}
