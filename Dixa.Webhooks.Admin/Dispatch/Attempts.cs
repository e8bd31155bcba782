using System.Data.Common;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Carries an attempt from its slot to its record, without anybody waiting for it, and knows which are in flight.</summary>
public sealed partial class Attempts(
    EndpointClient endpoint,
    AttemptRecorder recorder,
    Lanes lanes,
    TimeProvider time,
    IOptions<DispatchOptions> options,
    ILogger<Attempts> logger)
{
    private int _inFlight;

    /// <summary>How many requests are in flight in this process.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Attempts a delivery and records it. Takes over the slot that the caller has taken. Never throws.</summary>
    public async Task RunAsync(RunningLane lane, LaneTarget target, ClaimedDelivery delivery)
    {
        Interlocked.Increment(ref _inFlight);
        try
        {
            // Off the caller's thread at once: the lane must go on.
            await Task.Yield();
            var startedAt = time.GetUtcNow();
            var result = await endpoint.SendAsync(target, delivery.Payload);
            var endedAt = time.GetUtcNow();
            var recorded = await recorder.RecordAsync(
                new EndedAttempt(delivery.Id, lane.SubscriptionId, delivery.EventType, startedAt, endedAt - startedAt, endedAt, result),
                options.Value.RetryRule);
            if (recorded?.RetryAt is { } retryAt)
            {
                lanes.WakeAt(lane.SubscriptionId, retryAt);
            }
        }
        catch (Exception error) when (error is DbException or ObjectDisposedException)
        {
            // Its lease ends, and it is attempted again: at least once.
            Log.NotRecorded(logger, delivery.Id, lane.SubscriptionId, error);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
            if (lane.ReleaseSlot())
            {
                lanes.Wake(lane.SubscriptionId);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The attempt of delivery {DeliveryId} to webhook {SubscriptionId} could not be recorded; it is made again when its lease ends")]
        public static partial void NotRecorded(ILogger logger, long deliveryId, Guid subscriptionId, Exception error);
    }
}
