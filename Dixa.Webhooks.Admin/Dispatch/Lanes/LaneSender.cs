using System.Runtime.CompilerServices;
using Dixa.Webhooks.Admin.Dispatch.Sending;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// Sends what a lane has taken. Each sender has one request in flight, and goes on to the next as soon as it ended, while
/// the store writes what came of it.
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
    /// <summary>With so many attempts that are not in the store yet, a lane's senders wait for theirs: more would only be made again after a crash.</summary>
    private const int MaxUnrecorded = 1_024;

    /// <summary>The same of all lanes together: endpoints that are faster than the store would fill the memory.</summary>
    internal const int MaxUnrecordedOfAll = 4_096;

    /// <summary>A request that takes longer makes its lane a slow one.</summary>
    private static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(1);

    /// <summary>How long a delivery rests that could not be attempted, for example for want of memory.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private readonly DispatchOptions _options = options.Value;
    private int _inFlight;
    private int _requests;
    private int _unrecorded;
    private long _unrecordedBytes;

    /// <summary>How many requests of this process are in flight, attempts are not recorded yet, and lanes read on.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>How many requests of this process are in flight.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Starts so many senders, each of which sends the lane's deliveries one after another until there is none or the application stops.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="senders">How many.</param>
    /// <param name="refill">Reads more of what is due; called when little is left. Never throws.</param>
    public void Start(LaneState lane, int senders, Func<LaneState, Task> refill)
    {
        // A job's culture and what else flows with it would be carried through every step of every request.
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
            // Nothing may count on a sender that could not be started.
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
            // What the lane had taken is not known any more. Another lane takes its place and reads it from the store.
            lanes.Abandon(lane);
            Log.Abandoned(logger, lane.SubscriptionId, error);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    /// <summary>Null when the attempt could not be made for a reason of ours; then the delivery is taken again after a while.</summary>
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
            var until = time.GetUtcNow() + Rest;
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
            // Counted before the sender may end, so that nobody takes the lane for one that rests.
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

    /// <summary>Null when the lease ended before anything was sent.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<EndedAttempt?> SendAsync(LaneState lane, DueDelivery delivery)
    {
        var began = time.GetTimestamp();
        AttemptResult result;
        Interlocked.Increment(ref _requests);
        try
        {
            result = await endpoint.SendAsync(lane.Target!, delivery.Payload, lane.MaySend ??= () => lane.IsLeased(time.GetTimestamp()));
        }
        catch (LeaseEndedException)
        {
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _requests);
        }

        var (duration, endedAt) = (time.GetElapsedTime(began), time.GetUtcNow());

        // Both of one reading of the clock, which may be set during the request.
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
            // Whatever it was, the delivery must not stay taken for ever, nor the sender end.
            // At least once: it is attempted again, but not in a storm.
            if (lane.Park(attempt.DeliveryId, attempt.EndedAt + _options.RetryDelay, _options.MaxAttempts) is { } until)
            {
                Log.NotRecorded(logger, attempt.DeliveryId, lane.SubscriptionId, error);
                lanes.WakeAt(lane.SubscriptionId, until);
            }
            else
            {
                Log.LeftAlone(logger, attempt.DeliveryId, lane.SubscriptionId, _options.MaxAttempts, error);
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
        [LoggerMessage(LogLevel.Error, "Delivery {DeliveryId} to webhook {SubscriptionId} could not be attempted; trying again in 5 s")]
        public static partial void NotAttempted(ILogger logger, long deliveryId, Guid subscriptionId, Exception error);

        [LoggerMessage(LogLevel.Error, "A sender of webhook {SubscriptionId} failed unexpectedly; what is due is read from the store again")]
        public static partial void Abandoned(ILogger logger, Guid subscriptionId, Exception error);

        [LoggerMessage(LogLevel.Error, "The attempt of delivery {DeliveryId} to webhook {SubscriptionId} could not be recorded; it is made again later")]
        public static partial void NotRecorded(ILogger logger, long deliveryId, Guid subscriptionId, Exception error);

        [LoggerMessage(LogLevel.Error, "Of delivery {DeliveryId} to webhook {SubscriptionId}, {Attempts} attempts could not be recorded; it is left alone until the next start")]
        public static partial void LeftAlone(ILogger logger, long deliveryId, Guid subscriptionId, int attempts, Exception error);
    }
}
