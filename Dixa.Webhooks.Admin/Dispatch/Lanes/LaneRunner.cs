using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Reads;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// Runs lanes: reads a batch, starts senders for it, and reads the next batch when few deliveries are left. A job starts an idle lane. An
/// active lane reads its next batch without a job, since a job would cost more than the read itself.
/// </summary>
/// <remarks>
/// Each sender is a loop with one request in flight. It starts the next request as soon as the last one has ended, while the store records
/// the result, so one slow request never holds up a batch.
/// <para>
/// There is no lock here: the semaphore limits reads, and the lock of each <see cref="LaneState"/> guards what the lane knows.
/// </para>
/// </remarks>
public sealed partial class LaneRunner(
    LaneRegistry lanes,
    LaneReader reader,
    DeliverySender sender,
    DispatchLoad load,
    TimeProvider time,
    IOptions<DispatchOptions> options,
    ILogger<LaneRunner> logger) : IDisposable
{
    /// <summary>Above this number of unrecorded attempts in a lane, its senders wait for the store. A crash would repeat all of them.</summary>
    private const int MaxUnrecorded = 1_024;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Limits the reads of active lanes to the number of workers. Idle lanes are started by the workers themselves and do not pass
    /// here, so active lanes cannot starve them.
    /// </summary>
    private readonly SemaphoreSlim _activeReads = new(options.Value.Workers);

    /// <summary>
    /// Reads the lane's next batch and starts senders for it. Never waits for an endpoint. If a read is already in progress, that one runs
    /// again afterwards.
    /// </summary>
    public async Task RunAsync(LaneState lane)
    {
        if (lanes.Stopped || !lane.TryBegin())
        {
            return;
        }

        try
        {
            StartSenders(lane, await reader.FillAsync(lane));
        }
        catch (Exception error)
        {
            // Otherwise only the recover job would wake the lane, up to a minute later.
            RunLater(lane, error);
        }
        finally
        {
            if (lane.End())
            {
                lanes.Wake(lane.SubscriptionId);
            }
        }
    }

    public void Dispose() => _activeReads.Dispose();

    /// <summary>Starts senders. Each one sends the lane's deliveries one after another, until none is left or the application stops.</summary>
    internal void StartSenders(LaneState lane, int count)
    {
        // Otherwise the job's culture and other ambient values would flow through every step of every request.
        using var _ = ExecutionContext.SuppressFlow();
        load.Begin(count);
        var left = count;
        try
        {
            for (; left > 0; left--)
            {
                Task.Run(() => SendLoopAsync(lane));
            }
        }
        finally
        {
            // Task.Run failed, for example out of memory: the lane must not count on these senders.
            if (left > 0)
            {
                load.End(left);
                lane.SendersEnded(left);
            }
        }
    }

    /// <summary>Never throws.</summary>
    private async Task SendLoopAsync(LaneState lane)
    {
        try
        {
            while (!lanes.Stopped && Take(lane) is { } delivery)
            {
                var recorded = await sender.SendAsync(lane, delivery) is { } attempt ? sender.RecordAsync(lane, attempt) : Task.CompletedTask;
                if (lane.Unrecorded > MaxUnrecorded || load.HasTooMuchUnrecorded)
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
            load.End();
        }
    }

    /// <summary>Takes the next delivery, and starts a refill or more senders if the lane needs them.</summary>
    private DueDelivery? Take(LaneState lane)
    {
        var delivery = lane.Take(time.GetTimestamp(), out var wake);
        if (wake)
        {
            StartRefill(lane);
        }

        if (delivery is not null && lane.IsShort)
        {
            StartSenders(lane, lane.Grow());
        }

        return delivery;
    }

    private void StartRefill(LaneState lane)
    {
        // Counted before this sender can end, so that shutdown does not miss the refill.
        load.Begin();
        try
        {
            Task.Run(() => RefillAsync(lane));
        }
        catch
        {
            load.End();
            throw;
        }
    }

    /// <summary>Runs an active lane again. Never throws.</summary>
    private async Task RefillAsync(LaneState lane)
    {
        try
        {
            await _activeReads.WaitAsync();
            try
            {
                await RunAsync(lane);
            }
            finally
            {
                _activeReads.Release();
            }
        }
        catch (Exception error)
        {
            // There is no job that would show the error, and the lane must not stall.
            RunLater(lane, error);
        }
        finally
        {
            load.End();
        }
    }

    private void RunLater(LaneState lane, Exception error)
    {
        if (StoreErrors.IsDatabaseError(error))
        {
            Log.StoreFailed(logger, lane.SubscriptionId, error);
        }
        else
        {
            Log.Failed(logger, lane.SubscriptionId, error);
        }

        lanes.WakeAt(lane.SubscriptionId, time.GetUtcNow() + RetryDelay);
    }

    private static partial class Log
    {
        [LoggerMessage(1710, LogLevel.Error, "The lane of webhook {SubscriptionId} failed to lease or read; retrying in 1 s")]
        public static partial void StoreFailed(ILogger logger, Guid subscriptionId, Exception error);

        [LoggerMessage(1711, LogLevel.Error, "The lane of webhook {SubscriptionId} failed to read its next batch; retrying in 1 s")]
        public static partial void Failed(ILogger logger, Guid subscriptionId, Exception error);

        [LoggerMessage(1721, LogLevel.Error, "A sender of webhook {SubscriptionId} failed unexpectedly; its due deliveries are read from the store again")]
        public static partial void Abandoned(ILogger logger, Guid subscriptionId, Exception error);
    }
}
