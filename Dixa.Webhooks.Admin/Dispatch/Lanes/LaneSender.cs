using System.Runtime.CompilerServices;
using Dixa.Webhooks.Admin.Dispatch.Sending;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// Sends the deliveries that a lane has read. Each sender is a loop with one request in flight. It starts the next request as soon as the
/// last one has ended, while the store records the result, so one slow request never holds up a batch.
/// </summary>
public sealed partial class LaneSender(
    EndpointClient endpoint,
    AttemptRecorder recorder,
    LaneRegistry lanes,
    TimeProvider time,
    SendLimits limits,
    IOptions<DispatchOptions> options,
    ILogger<LaneSender> logger)
{
    /// <summary>Above this number of unrecorded attempts in a lane, its senders wait for the store. A crash would repeat all of them.</summary>
    private const int MaxUnrecorded = 1_024;

    /// <summary>The same for all lanes together. Endpoints that are faster than the store would otherwise fill the memory.</summary>
    internal const int MaxUnrecordedOfAll = 4_096;

    /// <summary>A longer request makes its lane a slow one.</summary>
    private static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(1);

    /// <summary>The delay before a delivery is tried again that could not be attempted, for example out of memory.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly DispatchOptions _options = options.Value;

    // Counters of the whole process. They need no lock: they are changed with Interlocked and read with Volatile.
    private int _inFlight;
    private int _requests;
    private int _unrecorded;
    private long _unrecordedBytes;

    /// <summary>The number of running senders, unrecorded attempts and refills. Shutdown waits until it is 0.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>The number of requests in flight.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>
    /// Starts senders. Each one sends the lane's deliveries one after another, until none is left or the application stops. A sender calls
    /// <paramref name="refill"/>, which must not throw, when few deliveries are left.
    /// </summary>
    public void Start(LaneState lane, int senders, Func<LaneState, Task> refill)
    {
        // Otherwise the job's culture and other ambient values would flow through every step of every request.
        using var _ = ExecutionContext.SuppressFlow();
        Interlocked.Add(ref _inFlight, senders);
        var left = senders;
        try
        {
            for (; left > 0; left--)
            {
                Task.Run(() => SendLoopAsync(lane, refill));
            }
        }
        finally
        {
            // Task.Run failed, for example out of memory: the lane must not count on these senders.
            if (left > 0)
            {
                Interlocked.Add(ref _inFlight, -left);
                lane.SendersEnded(left);
            }
        }
    }

    /// <summary>Never throws.</summary>
    private async Task SendLoopAsync(LaneState lane, Func<LaneState, Task> refill)
    {
        try
        {
            while (!lanes.Stopped && Take(lane, refill) is { } delivery)
            {
                if (lane.IsShort)
                {
                    Start(lane, lane.Grow(), refill);
                }

                var recorded = await TrySendAsync(lane, delivery) is { } attempt ? RecordAsync(lane, attempt) : Task.CompletedTask;
                if (lane.Unrecorded > MaxUnrecorded || Volatile.Read(ref _unrecorded) > MaxUnrecordedOfAll || Volatile.Read(ref _unrecordedBytes) > limits.UnrecordedBytes)
                {
                    await recorded;
                }
            }
        }
        catch (Exception error)
        {
            // The state of the lane is unknown now. A new lane replaces it and reads its deliveries from the store again.
            lanes.Abandon(lane);
            Log.Abandoned(logger, lane.SubscriptionId, error);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    /// <summary>Null if the attempt failed on our side; the delivery is then tried again later.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<EndedAttempt?> TrySendAsync(LaneState lane, DueDelivery delivery)
    {
        var pace = Pace.Slow;
        try
        {
            if (await SendAsync(lane, delivery) is not { } attempt)
            {
                lane.NotSent(delivery.Id);
                return null;
            }

            pace = attempt.Duration > SlowAfter ? Pace.Slow : Pace.Fast;
            return attempt;
        }
        catch (Exception error)
        {
            var until = time.GetUtcNow() + RetryDelay;
            lane.PutAside(delivery.Id, until);
            Log.NotAttempted(logger, delivery.Id, lane.SubscriptionId, error);
            lanes.WakeAt(lane.SubscriptionId, until);
            return null;
        }
        finally
        {
            lane.Sent(delivery.Payload.Length, pace);
        }
    }

    private DueDelivery? Take(LaneState lane, Func<LaneState, Task> refill)
    {
        var delivery = lane.Take(time.GetTimestamp(), out var wake);
        if (wake)
        {
            // Counted before this sender can end, so that shutdown does not miss the refill.
            Interlocked.Increment(ref _inFlight);
            try
            {
                Task.Run(() => RefillAsync(lane, refill));
            }
            catch
            {
                Interlocked.Decrement(ref _inFlight);
                throw;
            }
        }

        return delivery;
    }

    private async Task RefillAsync(LaneState lane, Func<LaneState, Task> refill)
    {
        await refill(lane);
        Interlocked.Decrement(ref _inFlight);
    }

    /// <summary>Null if the lease expired before anything was sent.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<EndedAttempt?> SendAsync(LaneState lane, DueDelivery delivery)
    {
        var start = time.GetTimestamp();
        AttemptResult result;
        Interlocked.Increment(ref _requests);
        try
        {
            result = await endpoint.SendAsync(lane.Target!, delivery.Payload, lane.Lease.IsHeldNow(time));
        }
        catch (LeaseEndedException)
        {
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _requests);
        }

        var (duration, endedAt) = (time.GetElapsedTime(start), time.GetUtcNow());

        // The start is computed from the end, since the clock may be set during the request.
        return new EndedAttempt(delivery.Id, lane.SubscriptionId, delivery.EventType, endedAt - duration, duration, endedAt, result)
        {
            AttemptsBefore = delivery.Attempts,
        };
    }

    private async Task RecordAsync(LaneState lane, EndedAttempt attempt)
    {
        Interlocked.Increment(ref _inFlight);
        Interlocked.Increment(ref _unrecorded);
        var bytes = attempt.Result.Bytes;
        Interlocked.Add(ref _unrecordedBytes, bytes);
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
            // The delivery must not stay taken forever, and the sender must not end. Delivery is at least once, so the attempt is repeated,
            // but only after the retry delay.
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
        finally
        {
            Interlocked.Decrement(ref _unrecorded);
            Interlocked.Add(ref _unrecordedBytes, -bytes);
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1720, LogLevel.Error, "Failed to attempt delivery {DeliveryId} to webhook {SubscriptionId}; retrying in 5 s")]
        public static partial void NotAttempted(ILogger logger, long deliveryId, Guid subscriptionId, Exception error);

        [LoggerMessage(1721, LogLevel.Error, "A sender of webhook {SubscriptionId} failed unexpectedly; its due deliveries are read from the store again")]
        public static partial void Abandoned(ILogger logger, Guid subscriptionId, Exception error);

        [LoggerMessage(1722, LogLevel.Error, "Failed to record an attempt of delivery {DeliveryId} to webhook {SubscriptionId}; the attempt is repeated after the retry delay")]
        public static partial void NotRecorded(ILogger logger, long deliveryId, Guid subscriptionId, Exception error);

        [LoggerMessage(1723, LogLevel.Error, "Failed to record {Attempts} attempts of delivery {DeliveryId} to webhook {SubscriptionId}; it is not attempted again until the application restarts")]
        public static partial void GaveUpRecording(ILogger logger, long deliveryId, Guid subscriptionId, int attempts, Exception error);
    }
}
