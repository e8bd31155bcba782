using System.Diagnostics;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Admin.Dispatch.Budget;
using Dixa.Webhooks.Admin.Dispatch.Sending;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Telemetry;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// Sends one delivery of a lane, and records the attempt. The two are separate, so that a sender can send the next delivery while the store
/// records the last one.
/// </summary>
public sealed partial class DeliverySender(
    EndpointClient endpoint,
    AttemptRecorder recorder,
    LaneRegistry lanes,
    DispatchLoad load,
    DispatchMetrics metrics,
    TimeProvider time,
    IOptions<DispatchOptions> options,
    ILogger<DeliverySender> logger)
{
    /// <summary>A longer request makes its lane a slow one.</summary>
    private static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(1);

    /// <summary>The delay before a delivery is tried again that could not be attempted, for example out of memory.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly DispatchOptions _options = options.Value;

    /// <summary>Null if nothing was sent or the attempt failed on our side; the delivery is then tried again later.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<EndedAttempt?> SendAsync(LaneState lane, DueDelivery delivery)
    {
        var pace = Pace.Slow;
        try
        {
            if (await AttemptAsync(lane, delivery) is not { } attempt)
            {
                lane.NotSent(delivery.Id);
                return null;
            }

            pace = attempt.Duration > SlowAfter ? Pace.Slow : Pace.Fast;
            return attempt;
        }
        catch (Exception error)
        {
            PutAside(lane, delivery, error);
            return null;
        }
        finally
        {
            lane.Sent(delivery.Payload.Length, pace);
        }
    }

    /// <summary>Never throws: an attempt that cannot be recorded is repeated later.</summary>
    public async Task RecordAsync(LaneState lane, EndedAttempt attempt)
    {
        var bytes = attempt.Result.Bytes;
        load.BeginRecording(bytes);
        try
        {
            if (await recorder.RecordAsync(attempt, _options.RetryRule) is { RetryAt: { } retryAt })
            {
                lanes.WakeAt(lane.SubscriptionId, retryAt);
            }

            lane.Recorded(attempt.DeliveryId);
        }
        catch (Exception error)
        {
            Park(lane, attempt, error);
        }
        finally
        {
            load.EndRecording(bytes);
        }
    }

    /// <summary>Null if the lease expired before anything was sent.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<EndedAttempt?> AttemptAsync(LaneState lane, DueDelivery delivery)
    {
        var start = time.GetTimestamp();
        AttemptResult result;
        load.BeginRequest();
        using var span = AppTracing.Attempting(delivery.Id, lane.SubscriptionId, delivery.EventType, delivery.Attempts + 1, delivery.Traceparent);
        try
        {
            result = await endpoint.SendAsync(lane.Target!, delivery.Payload, lane.Lease.IsHeldNow(time), _options.SendTraceparent ? span?.Id ?? delivery.Traceparent : null);
        }
        catch (LeaseEndedException)
        {
            return null;
        }
        finally
        {
            load.EndRequest();
        }

        var ended = Ended(lane, delivery, time.GetElapsedTime(start), result, span?.Id);
        if (span is not null || metrics.IsCollected)
        {
            Note(lane, delivery, ended, span);
        }

        return ended;
    }

    private void Note(LaneState lane, DueDelivery delivery, EndedAttempt ended, Activity? span)
    {
        var (result, outcome) = (ended.Result, AttemptOutcome.Of(ended.Result));
        AppTracing.Attempted(span, lane.Target!.Url.Host, result.StatusCode, outcome, result.Succeeded);
        metrics.Ended(outcome, ended.Duration, TimeSpan.FromTicks(ended.EndedAt.UtcTicks - delivery.AcceptedAt), isFirst: delivery.Attempts == 0, result.Succeeded);
    }

    private EndedAttempt Ended(LaneState lane, DueDelivery delivery, TimeSpan duration, AttemptResult result, string? span)
    {
        // The start is computed from the end, since the clock may be set during the request.
        var endedAt = time.GetUtcNow();
        return new EndedAttempt(delivery.Id, lane.SubscriptionId, delivery.EventType, endedAt - duration, duration, endedAt, result)
        {
            AttemptsBefore = delivery.Attempts,
            Span = span,
        };
    }

    /// <summary>The attempt failed on our side.</summary>
    private void PutAside(LaneState lane, DueDelivery delivery, Exception error)
    {
        var until = time.GetUtcNow() + RetryDelay;
        lane.PutAside(delivery.Id, until);
        Log.NotAttempted(logger, delivery.Id, lane.SubscriptionId, error);
        lanes.WakeAt(lane.SubscriptionId, until);
    }

    /// <summary>
    /// The attempt cannot be recorded. The delivery must not stay taken forever, and the sender must not end. Delivery is at least once, so
    /// the attempt is repeated, but only after the retry delay.
    /// </summary>
    private void Park(LaneState lane, EndedAttempt attempt, Exception error)
    {
        if (lane.Park(attempt.DeliveryId, attempt.EndedAt + _options.RetryDelay, _options.MaxAttempts) is { } until)
        {
            Log.NotRecorded(logger, attempt.DeliveryId, lane.SubscriptionId, error);
            lanes.WakeAt(lane.SubscriptionId, until);
        }
        else
        {
            Log.GaveUpRecording(logger, attempt.DeliveryId, lane.SubscriptionId, _options.MaxAttempts, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1720, LogLevel.Error, "Failed to attempt delivery {DeliveryId} to webhook {SubscriptionId}; retrying in 5 s")]
        public static partial void NotAttempted(ILogger logger, long deliveryId, Guid subscriptionId, Exception error);

        [LoggerMessage(1722, LogLevel.Error, "Failed to record an attempt of delivery {DeliveryId} to webhook {SubscriptionId}; the attempt is repeated after the retry delay")]
        public static partial void NotRecorded(ILogger logger, long deliveryId, Guid subscriptionId, Exception error);

        [LoggerMessage(1723, LogLevel.Error, "Failed to record {Attempts} attempts of delivery {DeliveryId} to webhook {SubscriptionId}; it is not attempted again until the application restarts")]
        public static partial void GaveUpRecording(ILogger logger, long deliveryId, Guid subscriptionId, int attempts, Exception error);
    }
}
